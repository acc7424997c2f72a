"""Calls the gateway with the SDK of a provider and prints what the SDK made of the stream, as JSON."""

import json
import os
import sys

GATEWAY = os.environ["GATEWAY"]
HEADERS = {"Host": os.environ["HOST"]}
QUESTION = "Read me the customer record."
TOOLS = [{"name": "send", "input_schema": {"type": "object"}}]


def anthropic():
    import anthropic

    client = anthropic.Anthropic(base_url=GATEWAY, api_key="none", default_headers=HEADERS, max_retries=0)
    question = [{"role": "user", "content": QUESTION}]
    with client.messages.stream(model="m", max_tokens=99, messages=question, tools=TOOLS) as stream:
        text = "".join(stream.text_stream)
        answer = stream.get_final_message()
    tool = next(block for block in answer.content if block.type == "tool_use")
    return {"text": text, "note": tool.input["note"], "output": answer.usage.output_tokens}


def anthropic_refused():
    import anthropic

    client = anthropic.Anthropic(base_url=GATEWAY, api_key="none", default_headers=HEADERS, max_retries=0)
    question = [{"role": "user", "content": "deploy with " + "AKIA" + "IOSFODNN7EXAMPLE"}]
    try:
        client.messages.create(model="m", max_tokens=99, messages=question)
    except anthropic.APIStatusError as refused:
        error = refused.body["error"]
        return {
            "raised": type(refused).__name__,
            "code": error["code"],
            "type": error["type"],
            "request_id": refused.request_id,
            "printed": str(refused),
        }


def gemini():
    from google import genai

    options = genai.types.HttpOptions(base_url=GATEWAY, headers=HEADERS)
    client = genai.Client(api_key="none", http_options=options)
    seen = {"text": "", "note": None, "output": None}
    for chunk in client.models.generate_content_stream(model="m", contents=QUESTION):
        for part in chunk.candidates[0].content.parts:
            seen["text"] += part.text or ""
            if part.function_call:
                seen["note"] = part.function_call.args["note"]
        seen["output"] = chunk.usage_metadata.candidates_token_count
    return seen


def responses():
    import openai

    client = openai.OpenAI(base_url=GATEWAY + "/v1", api_key="none", default_headers=HEADERS, max_retries=0)
    seen = {"text": "", "tokens": "", "whole": None, "output": None}
    for event in client.responses.create(model="m", input=QUESTION, stream=True):
        if event.type == "response.output_text.delta":
            seen["text"] += event.delta
            seen["tokens"] += "".join(token.token for token in event.logprobs)
        if event.type == "response.completed":
            seen["whole"] = event.response.output_text
            seen["output"] = event.response.usage.output_tokens
    return seen


WAYS = {"anthropic": anthropic, "anthropic_refused": anthropic_refused, "gemini": gemini, "responses": responses}
print(json.dumps(WAYS[sys.argv[1]]()))
