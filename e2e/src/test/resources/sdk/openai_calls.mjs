// Calls the APIs of the OpenAI SDK, and prints what the SDK made of the answers as JSON.

import { createRequire } from "node:module";

const { OpenAI } = createRequire(process.env.SDK_HOME + "/")("openai");
const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.KEY, maxRetries: 0 });
const question = process.argv[2];
const messages = [{ role: "user", content: question }];
const parameters = { type: "object", properties: { note: { type: "string" } } };
const chatTools = [{ type: "function", function: { name: "note", parameters } }];
const tools = [{ type: "function", name: "note", parameters }];
const asked = { model: "m", messages };

async function chat() {
  const answer = await client.chat.completions.create(asked);
  return { text: answer.choices[0].message.content, usage: answer.usage };
}

async function chatStream() {
  const seen = { text: "", chunks: 0 };
  const options = { stream: true, stream_options: { include_usage: true } };
  for await (const chunk of await client.chat.completions.create({ ...asked, ...options })) {
    seen.chunks++;
    seen.usage = chunk.usage ?? null;
    seen.text += chunk.choices[0]?.delta.content ?? "";
  }
  return seen;
}

async function chatToolsStream() {
  const stream = client.chat.completions.stream({ ...asked, tools: chatTools });
  const message = (await stream.finalChatCompletion()).choices[0].message;
  const call = message.tool_calls[0];
  return { text: message.content, name: call.function.name, note: JSON.parse(call.function.arguments) };
}

async function embeddings(form) {
  const answer = await client.embeddings.create({ model: "m", input: [question, "two words"], ...form });
  return { usage: answer.usage, vectors: answer.data.map((item) => item.embedding) };
}

async function responses() {
  const answer = await client.responses.create({ model: "m", input: question, instructions: "Be brief.", tools });
  return { text: answer.output_text, note: JSON.parse(answer.output[1].arguments), usage: answer.usage };
}

async function responsesStream() {
  let text = "";
  const stream = client.responses.stream({ model: "m", input: messages, tools });
  stream.on("response.output_text.delta", (event) => (text += event.delta));
  const answer = await stream.finalResponse();
  return { text, whole: answer.output_text, note: JSON.parse(answer.output[1].arguments), usage: answer.usage };
}

async function responsesStored() {
  const answer = await client.responses.retrieve("resp_7");
  await client.responses.delete("resp_7");
  return { id: answer.id, text: answer.output_text };
}

async function moderations() {
  const answer = await client.moderations.create({ model: "m", input: [question, "two"] });
  return { results: answer.results.length, violence: answer.results[1].category_scores.violence };
}

async function refused(call) {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof OpenAI.APIError)) throw error;
    return { raised: error.constructor.name, code: error.code ?? null };
  }
}

const calls = {
  chat,
  "chat stream": chatStream,
  "chat tools stream": chatToolsStream,
  embeddings: () => embeddings({}),
  "embeddings float": () => embeddings({ encoding_format: "float" }),
  responses,
  "responses stream": responsesStream,
  "responses stored": responsesStored,
  moderations,
};
const seen = {};
for (const [name, call] of Object.entries(calls)) {
  seen[name] = await refused(call);
}
console.log(JSON.stringify(seen));
