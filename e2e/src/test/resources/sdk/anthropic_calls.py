"""Calls the APIs of the Anthropic SDK, and prints what the SDK made of the answers as JSON."""

import json
import os
import sys

import anthropic

client = anthropic.Anthropic(base_url=os.environ["BASE_URL"], api_key=os.environ["KEY"], max_retries=0)
question = sys.argv[1]
asked = {"model": "m", "max_tokens": 999, "messages": [{"role": "user", "content": question}]}
tools = [{"name": "note", "input_schema": {"type": "object", "properties": {"note": {"type": "string"}}}}]


def usage(used):
    return {"input": used.input_tokens, "output": used.output_tokens, "cached": used.cache_read_input_tokens}


def messages():
    answer = client.messages.create(system="Be brief.", **asked)
    return {"text": answer.content[0].text, "stop": answer.stop_reason, "usage": usage(answer.usage)}


def messages_stream():
    with client.messages.stream(**asked) as stream:
        text = "".join(stream.text_stream)
        answer = stream.get_final_message()
    return {"text": text, "whole": answer.content[0].text, "usage": usage(answer.usage)}


def messages_tools():
    answer = client.messages.create(tools=tools, **asked)
    return {"stop": answer.stop_reason, "note": answer.content[1].input}


def messages_tools_stream():
    with client.messages.stream(tools=tools, **asked) as stream:
        parts = "".join(event.partial_json for event in stream if event.type == "input_json")
        answer = stream.get_final_message()
    assert json.loads(parts) == answer.content[1].input, parts
    return {"text": answer.content[0].text, "note": answer.content[1].input}


def messages_count():
    count = client.messages.count_tokens(model="m", messages=asked["messages"])
    return {"tokens": count.input_tokens}


def refused(call):
    try:
        return call()
    except anthropic.APIError as error:
        told = error.body.get("error", {}) if isinstance(error.body, dict) else {}
        return {"raised": type(error).__name__, "type": told.get("type"), "code": told.get("code")}


CALLS = {
    "messages": messages,
    "messages stream": messages_stream,
    "messages tools": messages_tools,
    "messages tools stream": messages_tools_stream,
    "messages count": messages_count,
}
print(json.dumps({name: refused(call) for name, call in CALLS.items()}))
