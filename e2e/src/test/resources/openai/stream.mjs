// Calls the gateway with the OpenAI SDK and prints what the SDK made of it, as JSON.

import dns from "node:dns";
import { createRequire } from "node:module";

const { OpenAI } = createRequire(process.env.SDK_HOME + "/")("openai");
const [way, question] = process.argv.slice(2);

// fetch() takes the host header from the address only: the host is found at the gateway's.
const gateway = new URL(process.env.GATEWAY);
const ip = gateway.hostname;
dns.lookup = (host, options, found) => {
  const address = { address: ip, family: 4 };
  return options.all ? found(null, [address]) : found(null, address.address, address.family);
};
gateway.hostname = process.env.HOST;
const client = new OpenAI({
  baseURL: new URL("/v1", gateway).href,
  apiKey: process.env.TOKEN,
  maxRetries: 0,
});
const asked = { model: "m", messages: [{ role: "user", content: question }] };
const note = { type: "function", function: { name: "note", parameters: { type: "object" } } };

async function whole() {
  const answer = await client.chat.completions.create(asked);
  return { text: answer.choices[0].message.content };
}

async function tool() {
  const chunks = await client.chat.completions.create({ ...asked, stream: true, tools: [note] });
  let text = "";
  let called = "";
  for await (const chunk of chunks) {
    for (const choice of chunk.choices) {
      text += choice.delta.content ?? "";
      for (const call of choice.delta.tool_calls ?? []) {
        called += call.function.arguments ?? "";
      }
    }
  }
  return { text, note: JSON.parse(called).note };
}

async function refused() {
  try {
    await client.chat.completions.create(asked);
  } catch (error) {
    return {
      error: error.constructor.name,
      code: error.code,
      type: error.type,
      param: error.param,
      request_id: error.requestID,
      printed: String(error),
    };
  }
}

console.log(JSON.stringify(await { whole, tool, refused }[way]()));
