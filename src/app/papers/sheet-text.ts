import { issuerOf, type CredentialPayload } from '../../contexts/credential/claims.ts';

interface Attachment {
  readonly name: string;
  readonly description: string;
}

/** What stands on the sheet, in the words of the office; laid out by `sheet.typ`. */
export interface SheetText {
  readonly kind: CredentialPayload['kind'];
  readonly title: string;
  readonly subtitle: string;
  readonly code: string;
  readonly platform: string;
  /** Who issues it and signs. */
  readonly registrar: string;
  readonly issued: string;
  /** `YYYY-MM-DD`: the date in the metadata of the file. */
  readonly date: string;
  readonly rows: readonly {
    readonly label: string;
    readonly value: string;
    readonly code: boolean;
  }[];
  readonly statement: { readonly zh: string; readonly en: string };
  readonly note: string | null;
  readonly help: readonly string[];
  readonly url: string;
  readonly qrAlt: string;
  readonly watermark: string | null;
  readonly footer: string;
  readonly page: readonly [string, string, string];
  readonly attachment: Attachment;
  /** The proof that the result stands in the log, if the credential has it. */
  readonly proof: Attachment | null;
}

export interface SheetOptions {
  /** The public address that answers for this query code; the QR encodes it. */
  readonly verifyUrl: string;
  /** The articles as printed, for example 《…实施细则》第十五条. */
  readonly basis?: string;
  readonly demo: boolean;
}

const OBJECT: Readonly<Record<CredentialPayload['objectKind'], string>> = {
  resource: '公共数据资源',
  product: '公共数据产品',
  service: '公共数据服务',
};
const ENGLISH: Readonly<Record<CredentialPayload['kind'], string>> = {
  confirmation: 'Confirmation of Public Data Resource Registration',
  certificate: 'Electronic Certificate of Public Data Resource Registration',
};

/** `2026-03-02` as 2026年3月2日. */
function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const body = ({ name, creditCode }: CredentialPayload['registrar']): string =>
  `${name}（${creditCode}）`;

function rows(payload: CredentialPayload, basis: string | undefined): [string, string][] {
  const anchor = payload.validFrom === payload.codedOn ? '赋码之日' : '签发之日';
  const since = payload.codedOn === payload.issuedOn ? '' : `（自${anchor}起）`;
  return [
    ['登记码', payload.code],
    ['登记结果查询码', payload.queryCode],
    ...(payload.nationalCode ? [['国家平台编码', payload.nationalCode] as [string, string]] : []),
    ['登记主体', payload.registrant.name],
    ['统一社会信用代码', payload.registrant.creditCode],
    ['登记数据名称', payload.dataName],
    ['登记对象', OBJECT[payload.objectKind]],
    ['行业分类', `${payload.industry.code}　${payload.industry.name}`],
    ['登记机构', body(payload.registrar)],
    ...(payload.issuedBy ? [['出具机构', body(payload.issuedBy)] as [string, string]] : []),
    ['赋码日期', chineseDay(payload.codedOn)],
    ['签发日期', chineseDay(payload.issuedOn)],
    ['有效期起', `${chineseDay(payload.validFrom)}${since}`],
    ['最后有效日', `${chineseDay(payload.validTo)}（含当日）`],
    ...(basis ? [['登记依据', basis] as [string, string]] : []),
  ];
}

/** The wording of a sheet; nothing in it is markup. */
export function sheetText(payload: CredentialPayload, options: SheetOptions): SheetText {
  const version = payload.version === 1 ? '' : `　第${payload.version}版，替代此前各版`;
  return {
    kind: payload.kind,
    title: payload.title,
    subtitle: `${ENGLISH[payload.kind]}${version}`,
    code: payload.code,
    platform: payload.platform,
    registrar: issuerOf(payload).name,
    issued: chineseDay(payload.issuedOn),
    date: payload.issuedOn,
    rows: rows(payload, options.basis).map(([label, value], index) => ({
      label,
      value,
      code: index < 2,
    })),
    statement: payload.statement,
    note: null,
    help: ['扫描二维码，或凭登记结果查询码', '查验本文件真伪与当前状态'],
    url: options.verifyUrl,
    qrAlt: '登记结果查询二维码',
    watermark: options.demo ? '演示数据' : null,
    footer: '本文件含电子签名并附机读凭证，以电子原件为准，打印件须经查验',
    page: ['第', '页　共', '页'],
    attachment: { name: 'credential.json', description: '机读登记凭证' },
    proof: payload.log && { name: 'credential.tlog-proof', description: '目录链存证证明' },
  };
}
