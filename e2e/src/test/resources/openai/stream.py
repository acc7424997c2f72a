"""Calls the gateway with the OpenAI SDK and prints what the SDK made of it, as JSON."""

import json
import os
import sys

import openai

client = openai.OpenAI(
    base_url=os.environ["GATEWAY"] + "/v1",
    api_key=os.environ["TOKEN"],
    max_retries=0,
    default_headers={"Host": os.environ["HOST"]} if "HOST" in os.environ else {},
)
question = [{"role": "user", "content": sys.argv[2]}]


def stream():
    chunks = client.chat.completions.create(
        model="m", messages=question, stream=True, stream_options={"include_usage": True}
    )
    seen = {"text": "", "chunks": 0, "finish": None, "usage": None}
    for chunk in chunks:
        seen["chunks"] += 1
        if chunk.usage:
            seen["usage"] = chunk.usage.completion_tokens
        for choice in chunk.choices:
            seen["text"] += choice.delta.content or ""
            seen["finish"] = choice.finish_reason or seen["finish"]
    return seen


def whole():
    answer = client.chat.completions.create(model="m", messages=question)
    return {"text": answer.choices[0].message.content, "usage": answer.usage.completion_tokens}


def tool():
    chunks = client.chat.completions.create(
        model="m",
        messages=question,
        stream=True,
        tools=[{"type": "function", "function": {"name": "note", "parameters": {"type": "object"}}}],
    )
    seen = {"text": "", "arguments": ""}
    for chunk in chunks:
        for choice in chunk.choices:
            seen["text"] += choice.delta.content or ""
            for call in choice.delta.tool_calls or []:
                seen["arguments"] += call.function.arguments or ""
    return {"text": seen["text"], "note": json.loads(seen["arguments"])["note"]}


def refused():
    try:
        whole()
    except openai.APIStatusError as error:
        return {
            "error": type(error).__name__,
            "status": error.status_code,
            "code": error.body["code"],
            "type": error.type,
            "param": error.param,
            "request_id": error.request_id,
            "printed": str(error),
        }
    return {"error": None}


def cut():
    seen = {"text": "", "error": None}
    chunks = client.chat.completions.create(model="m", messages=question, stream=True)
    try:
        for chunk in chunks:
            seen["text"] += chunk.choices[0].delta.content or ""
    except openai.APIError as error:
        seen.update({"error": type(error).__name__, "code": error.code, "printed": str(error)})
    return seen


def broken():
    seen = {"text": "", "error": None}
    chunks = client.chat.completions.create(model="m", messages=question, stream=True)
    try:
        for chunk in chunks:
            seen["text"] += chunk.choices[0].delta.content or ""
    except Exception as error:
        seen.update({"error": type(error).__module__ + "." + type(error).__name__, "printed": str(error)})
    return seen


def models():
    seen = {"ids": [model.id for model in client.models.list()]}
    seen["one"] = client.models.retrieve(sys.argv[2]).owned_by
    answer = client.chat.completions.create(model=sys.argv[2], messages=question)
    seen["answered_by"] = answer.model
    try:
        client.chat.completions.create(model="none", messages=question)
    except openai.NotFoundError as error:
        seen["code"] = error.code
    return seen


ways = {"stream": stream, "whole": whole, "tool": tool, "refused": refused, "models": models, "cut": cut, "broken": broken}
print(json.dumps(ways[sys.argv[1]]()))
