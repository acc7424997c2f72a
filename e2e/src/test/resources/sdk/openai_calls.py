"""Calls all APIs of the OpenAI SDK, and prints what the SDK made of the answers as JSON."""

import json
import os
import sys

import openai

client = openai.OpenAI(base_url=os.environ["BASE_URL"], api_key=os.environ["KEY"], max_retries=0)
question = sys.argv[1]
messages = [{"role": "user", "content": question}]
schema = {"type": "object", "properties": {"note": {"type": "string"}}}
chat_tools = [{"type": "function", "function": {"name": "note", "parameters": schema}}]
tools = [{"type": "function", "name": "note", "parameters": schema}]


def usage(used):
    return used.model_dump(include={"prompt_tokens", "completion_tokens", "input_tokens", "output_tokens", "total_tokens"})


def chat():
    answer = client.chat.completions.create(model="m", messages=messages)
    return {"text": answer.choices[0].message.content, "usage": usage(answer.usage)}


def chat_stream():
    seen = {"text": "", "chunks": 0}
    for chunk in client.chat.completions.create(
        model="m", messages=messages, stream=True, stream_options={"include_usage": True}
    ):
        seen["chunks"] += 1
        seen["usage"] = chunk.usage and usage(chunk.usage)
        for choice in chunk.choices:
            seen["text"] += choice.delta.content or ""
            seen["finish"] = choice.finish_reason
    return seen


def chat_tools_whole():
    choice = client.chat.completions.create(model="m", messages=messages, tools=chat_tools).choices[0]
    call = choice.message.tool_calls[0]
    return {"finish": choice.finish_reason, "name": call.function.name, "note": json.loads(call.function.arguments)}


def chat_tools_stream():
    with client.chat.completions.stream(model="m", messages=messages, tools=chat_tools) as stream:
        deltas = "".join(
            event.arguments_delta for event in stream if event.type == "tool_calls.function.arguments.delta"
        )
        message = stream.get_final_completion().choices[0].message
    call = message.tool_calls[0]
    assert deltas == call.function.arguments, deltas
    return {"text": message.content, "id": call.id, "name": call.function.name, "note": json.loads(deltas)}


def completion():
    answer = client.completions.create(model="m", prompt=question)
    return {"text": answer.choices[0].text, "usage": usage(answer.usage)}


def embeddings(**form):
    answer = client.embeddings.create(model="m", input=form.pop("input", [question, "two words"]), **form)
    return {"usage": answer.usage.model_dump(), "vectors": [item.embedding for item in answer.data]}


def responses():
    answer = client.responses.create(model="m", input=question, instructions="Be brief.")
    return {"text": answer.output_text, "status": answer.status, "usage": usage(answer.usage)}


def responses_stream():
    seen = {"text": "", "tokens": "", "events": 0}
    for event in client.responses.create(model="m", input=messages, stream=True):
        seen["events"] += 1
        if event.type == "response.output_text.delta":
            seen["text"] += event.delta
        if event.type == "response.output_text.done":
            seen["done"] = event.text
        if event.type == "response.completed":
            seen["whole"] = event.response.output_text
            seen["usage"] = usage(event.response.usage)
    return seen


def responses_tools():
    answer = client.responses.create(model="m", input=messages, tools=tools)
    return {"name": answer.output[1].name, "note": json.loads(answer.output[1].arguments)}


def responses_tools_stream():
    with client.responses.stream(model="m", input=messages, tools=tools) as stream:
        deltas = "".join(event.delta for event in stream if event.type == "response.function_call_arguments.delta")
        answer = stream.get_final_response()
    assert deltas == answer.output[1].arguments, deltas
    return {"text": answer.output_text, "note": json.loads(deltas)}


def responses_stored():
    answer = client.responses.retrieve("resp_7")
    deleted = client.responses.delete("resp_7")
    return {"id": answer.id, "text": answer.output_text, "deleted": deleted is None}


def responses_count():
    return {"tokens": client.responses.input_tokens.count(model="m", input=question).input_tokens}


def moderations():
    answer = client.moderations.create(model="m", input=[question, "two"])
    return {"results": len(answer.results), "violence": answer.results[1].category_scores.violence}


def refused(call):
    try:
        return call()
    except openai.APIError as error:
        body = error.body if isinstance(error.body, dict) else {}
        return {"raised": type(error).__name__, "code": error.code, "type": body.get("type")}


CALLS = {
    "chat": chat,
    "chat stream": chat_stream,
    "chat tools": chat_tools_whole,
    "chat tools stream": chat_tools_stream,
    "completion": completion,
    "embeddings": embeddings,
    "embeddings float": lambda: embeddings(encoding_format="float"),
    "embeddings tokens": lambda: embeddings(input=[[1, 2, 3], [4111, 1111, 1111, 1111]], dimensions=64),
    "responses": responses,
    "responses stream": responses_stream,
    "responses tools": responses_tools,
    "responses tools stream": responses_tools_stream,
    "responses stored": responses_stored,
    "responses count": responses_count,
    "moderations": moderations,
}
print(json.dumps({name: refused(call) for name, call in CALLS.items()}))
