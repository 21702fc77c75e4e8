import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useLanguage } from '../language.tsx';
import { beginTotp } from '../session.ts';
import { CopyLine } from './copy-line.tsx';
import { ProblemNote } from './problem.tsx';
import { Qr } from './qr.tsx';

/** Binds an authenticator: the secret is shown once, as a picture and as text; the first code that
 *  is right confirms it, which the caller asks for below. */
export function Enrol({
  account,
  password,
  begun,
}: {
  readonly account: string;
  readonly password: string;
  readonly begun: () => void;
}) {
  const { say } = useLanguage();
  const begin = useMutation({ mutationFn: () => beginTotp(account, password), onSuccess: begun });
  if (!begin.data) {
    return (
      <div className="stack">
        <p>
          {say(
            '请准备好手机上的身份验证器（支持TOTP的任何一种均可），然后开始绑定。密钥只显示一次。',
            'Have an authenticator ready (any program that knows TOTP), then begin. The secret is shown once.',
          )}
        </p>
        <ProblemNote error={begin.error} />
        <Button type="primary" block loading={begin.isPending} onClick={() => begin.mutate()}>
          {say('开始绑定', 'Begin')}
        </Button>
      </div>
    );
  }
  const { uri, secret } = begin.data;
  return (
    <div className="stack">
      <p>
        {say(
          '用身份验证器扫描二维码，或输入密钥，再填写它显示的验证码。',
          'Scan the picture with the authenticator, or type the secret, then enter the code it shows.',
        )}
      </p>
      <Qr value={uri} label={say('绑定用的二维码', 'QR code for the authenticator')} />
      <CopyLine label={say('密钥', 'Secret')} value={secret} />
      <CopyLine label={say('绑定地址', 'Address (otpauth)')} value={uri} />
    </div>
  );
}
