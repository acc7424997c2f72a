package dev.sluice.extproc.channel;

import static dev.sluice.extproc.channel.TextPlace.pieces;

import dev.sluice.extproc.channel.TextPlaces.TextEnd;
import java.util.List;

/** The tables of text places: one line for each place in a provider's response. */
final class ProviderFields {
  /** The places whose key identifies the text, so that pieces always continue it. */
  static final List<TextPlace> JOINED =
      List.of(
          // OpenAI chat and compatible servers: reasoning under several names, content in parts.
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
          // Tokens repeat the text, not always in the same event.
          pieces("choices[index].logprobs.content[].token"),
          pieces("choices[index].logprobs.refusal[].token"),
          pieces("choices[index].logprobs.tokens[]"),
          pieces("logprobs[].token", "output[output_index].logprobs[content_index]{type}"),
          // OpenAI Responses; other protocols with typed events also name their pieces delta.
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
          pieces("delta.content", "content[index].content"),
          pieces("completion"),
          // Gemini.
          pieces("candidates[index].content.parts[thought].text"),
          pieces(
              "candidates[index].content.parts[].functionCall.partialArgs[jsonPath].stringValue",
              "candidates[index].content.args{jsonPath}"),
          pieces("candidates[index].logprobsResult.chosenCandidates[].token"));

  /** The places of Ollama. Any lines may have such keys and be complete texts. */
  static final List<TextPlace> AMBIGUOUS_LINES =
      List.of(
          pieces("message.content"),
          pieces("message.thinking"),
          pieces("response"),
          pieces("thinking"));

  /**
   * The places in events of agents and servers without a provider's dialect; a piece may be a
   * complete text.
   */
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
