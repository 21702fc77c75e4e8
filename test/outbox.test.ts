import assert from 'node:assert/strict';
import { createServer as httpServer } from 'node:http';
import { createServer as tcpServer, type AddressInfo, type Server } from 'node:net';
import { it } from 'node:test';
import { openOutbox } from '../src/app/outbox.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { filed } from './story.ts';

interface Received {
  readonly key: string | undefined;
  readonly body: Record<string, unknown>;
}

const portOf = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
};

/** A webhook that refuses its first call and takes the rest. */
async function webhook(received: Received[]) {
  let calls = 0;
  const server = httpServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    request.on('end', () => {
      calls += 1;
      const key = request.headers['idempotency-key'];
      if (calls === 1) response.writeHead(500).end();
      else {
        received.push({ key: String(key), body: JSON.parse(text) as Record<string, unknown> });
        response.writeHead(204).end();
      }
    });
  });
  return { server, url: `http://127.0.0.1:${await portOf(server)}/hook` };
}

/** As much of SMTP as a mail client needs. */
async function mailServer(letters: string[]) {
  const server = tcpServer((socket) => {
    let data = false;
    let letter = '';
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('utf8').split('\r\n')) {
        if (data) {
          if (line === '.') {
            data = false;
            letters.push(letter);
            letter = '';
            socket.write('250 kept\r\n');
          } else letter += `${line}\n`;
        } else if (/^(EHLO|HELO)/.test(line)) socket.write('250 test\r\n');
        else if (/^(MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n');
        else if (line.startsWith('DATA')) {
          data = true;
          socket.write('354 go on\r\n');
        } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
      }
    });
  });
  return { server, url: `smtp://127.0.0.1:${await portOf(server)}` };
}

forEachDatabase((_name, open) => {
  it('通知经网络钩子送出：失败的重试，每件只送一次，不含事项内容', async () => {
    const house = await houseOn((await open()).pool);
    await settle(house);
    const received: Received[] = [];
    const hook = await webhook(received);
    try {
      await filed(house, '停车场备案信息');
      const outbox = openOutbox(house, { smtpUrl: undefined, webhookUrl: hook.url });
      await outbox.round();
      assert.equal(received.length, 0);
      house.pass(5_000);
      await outbox.round();
      await outbox.round();
      assert.equal(received.length, 1);
      assert.equal(received[0]?.body['type'], 'reg.ApplicationSubmitted');
      assert.equal(received[0]?.body['recipient'], `org:${people.intake.org?.code}`);
      assert.match(String(received[0]?.key), /^[0-9a-f-]{36}\.\d+\.notice:org:/);
      assert.doesNotMatch(JSON.stringify(received), /承诺|联系/);
    } finally {
      hook.server.close();
    }
  });

  it('设置了邮件服务器的，写信告知有事可办；没有设置的，什么也不送出', async () => {
    const { pool } = await open();
    const house = await houseOn(pool);
    await settle(house);
    const letters: string[] = [];
    const mail = await mailServer(letters);
    try {
      await pool.query(
        `INSERT INTO account (account_id, login, name, org, roles, password, email, created_at)
         VALUES (gen_random_uuid(), 'shou-li', '受理员', $1, '{registrar.intake}', 'x', 'desk@example.gov.cn', now())`,
        [people.intake.org?.code],
      );
      await filed(house, '停车场备案信息');
      await openOutbox(house, { smtpUrl: undefined, webhookUrl: undefined }).round();
      assert.deepEqual((await pool.query(`SELECT DISTINCT state FROM outbox`)).rows, [
        { state: 'queued' },
      ]);
      await openOutbox(house, { smtpUrl: mail.url, webhookUrl: undefined }).round();
      assert.equal(letters.length, 1);
      assert.match(letters[0] ?? '', /To: desk@example\.gov\.cn/);
      assert.deepEqual(
        (await pool.query(`SELECT DISTINCT state FROM outbox WHERE kind LIKE 'notice:%'`)).rows,
        [{ state: 'sent' }],
      );
    } finally {
      mail.server.close();
    }
  });
});
