package dev.sluice.extproc.channel;

import static dev.sluice.extproc.channel.TextPlace.pieces;

import dev.sluice.extproc.channel.TextPlaces.TextEnd;
import java.util.List;

/** The tables: one line for each place of a provider's answer. */
final class ProviderFields {
  /** A key says whose text it is, so that pieces are surely pieces. */
  static final List<TextPlace> JOINED =
      List.of(
          // OpenAI chat, and what its followers add: reasoning by several names, content in parts.
          pieces("choices[index].delta.content"),
          pieces("choices[index].delta.content[].text", "choices[index].delta.content"),
          pieces("choices[index].delta.content[].thinking[].text", "choices[index].delta.thinking"),
          pieces("choices[index].delta.reasoning_content"),
          pieces("choices[index].delta.reasoning"),
          pieces("choices[index].delta.reasoning_details[index].text"),
          pieces("choices[index].delta.reasoning_details[index].summary"),
          pieces("choices[index].delta.refusal"),
          pieces("choices[index].delta.audio.transcript"),
          pieces("choices[index].delta.function_call.arguments"),
          pieces("choices[index].delta.tool_calls[index].function.arguments"),
          pieces("choices[index].delta.tool_calls[index].custom.input"),
          // OpenAI completions, Tabby.
          pieces("choices[index].text"),
          // Tokens tell the text a second time, and not always in the event that has the text.
          pieces("choices[index].logprobs.content[].token"),
          pieces("choices[index].logprobs.refusal[].token"),
          pieces("choices[index].logprobs.tokens[]"),
          pieces("logprobs[].token", "output[output_index].logprobs[content_index]{type}"),
          // OpenAI Responses; other protocols of events with a type call their pieces delta too.
          pieces(
              "delta",
              "output[output_index].delta[content_index][summary_index][command_index]{type}"),
          pieces("delta.stdout", "output[output_index].stdout[command_index]"),
          pieces("delta.stderr", "output[output_index].stderr[command_index]"),
          // Anthropic messages and completions.
          pieces("content_block.text", "content[index].text"),
          pieces("delta.text", "content[index].text"),
          pieces("content_block.thinking", "content[index].thinking"),
          pieces("delta.thinking", "content[index].thinking"),
          pieces("delta.partial_json", "content[index].input"),
          pieces("completion"),
          // Gemini.
          pieces("candidates[index].content.parts[thought].text"),
          pieces(
              "candidates[index].content.parts[].functionCall.partialArgs[jsonPath].stringValue",
              "candidates[index].content.args{jsonPath}"),
          pieces("candidates[index].logprobsResult.chosenCandidates[].token"));

  /** Ollama. Lines of anything may have such keys, and each be a text of its own. */
  static final List<TextPlace> AMBIGUOUS_LINES =
      List.of(
          pieces("message.content"),
          pieces("message.thinking"),
          pieces("response"),
          pieces("thinking"));

  /** What agents and servers without a dialect of a provider call their pieces, or whole texts. */
  static final List<TextPlace> AMBIGUOUS_EVENTS =
      List.of(
          pieces("answer", "answer{type}"),
          pieces("content", "content{type}"),
          pieces("message.content", "message.content{type}"),
          pieces("response", "response{type}"),
          pieces("token", "token{type}"),
          pieces("token.text", "token{type}"));

  static final List<TextEnd> ENDS =
      List.of(
          new TextEnd(pieces("choices[index].finish_reason", "choices[index]"), ""),
          new TextEnd(pieces("type", "content[index]"), "content_block_stop"),
          new TextEnd(pieces("type", "output[output_index]"), "response.output_item.done"));

  private ProviderFields() {}
}
