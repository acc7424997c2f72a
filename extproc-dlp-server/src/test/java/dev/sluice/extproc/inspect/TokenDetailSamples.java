package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodySamples.Sample;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set of bodies whose token log probabilities repeat text that is masked elsewhere. */
final class TokenDetailSamples {
  private static final String[] VALUE = {"hong@", "[104", "example"};

  private TokenDetailSamples() {}

  static Stream<Sample> all() {
    return Stream.concat(streams(), whole());
  }

  private static Stream<Sample> streams() {
    return Stream.of(
        masked(
            "in the events of the value",
            BodySamples.SSE,
            chat("Mail ", tokens("Mail "))
                + chat("hong@", tokens("hong", "@"))
                + chat("example.com", tokens("example", ".com"))
                + chat(" now. ", tokens(" now", ". "))
                + BodySamples.DONE,
            chat("Mail ", tokens("Mail "))
                + chat("[EMAIL]", "null")
                + chat("", "null")
                + chat(" now. ", tokens(" now", ". "))
                + BodySamples.DONE),
        masked(
            "in an event before the text",
            BodySamples.SSE,
            chat("Mail ", tokens("Mail ", "hong"))
                + chat("", tokens("@example.com"))
                + chat("hong@example.com now. ", tokens(" now. "))
                + BodySamples.DONE,
            chat("Mail ", "null")
                + chat("", "null")
                + chat("[EMAIL] now. ", "null")
                + BodySamples.DONE),
        masked(
            "of completions",
            BodySamples.SSE,
            completion("hong@", "{\"tokens\":[\"hong\",\"@\"],\"top_logprobs\":[{\"hong\":-1}]}")
                + completion("example.com. ", "{\"tokens\":[\"example.com\",\". \"]}"),
            completion("[EMAIL]", "null") + completion(". ", "null")),
        masked(
            "of Responses",
            BodySamples.SSE,
            response("see hong@", "[{\"token\":\"hong@\",\"bytes\":[104],\"top_logprobs\":[]}]")
                + response("example.com. ", "[{\"token\":\"example.com. \"}]")
                + response("yes. ", "[{\"token\":\"yes. \"}]"),
            response("see [EMAIL]", "[]")
                + response(". ", "[]")
                + response("yes. ", "[{\"token\":\"yes. \"}]")),
        masked(
            "of Gemini",
            BodySamples.SSE,
            gemini("hong@", "{\"chosenCandidates\":[{\"token\":\"hong@\"}]}")
                + gemini(
                    "example.com. ",
                    "{\"topCandidates\":[{\"candidates\":[{\"token\":\"example\"}]}]}"),
            gemini("[EMAIL]", "null") + gemini(". ", "null")),
        masked(
            "of Ollama",
            "application/x-ndjson",
            """
            {"message":{"content":"hong@"},"logprobs":[{"token":"hong@","bytes":[104]}]}
            {"message":{"content":"example.com. "},"logprobs":[{"token":"example.com. "}]}
            {"message":{"content":"yes. "},"logprobs":[{"token":"yes. "}]}
            """,
            """
            {"message":{"content":"[EMAIL]"},"logprobs":[]}
            {"message":{"content":". "},"logprobs":[]}
            {"message":{"content":"yes. "},"logprobs":[{"token":"yes. "}]}
            """));
  }

  private static Stream<Sample> whole() {
    String details = "\"logprobs\":" + tokens("hong", "@example.com");
    String text = "\"message\":{\"content\":\"hong@example.com\"}";
    String numbers = "{\"choices\":[{\"index\":0,%s,%s}],\"usage\":{\"completion_tokens\":7}}";
    String masked = "\"message\":{\"content\":\"[EMAIL]\"}";
    return Stream.of(
        masked(
            "of a whole answer",
            BodySamples.JSON,
            numbers.formatted(text, details),
            numbers.formatted(masked, "\"logprobs\":null")),
        masked(
            "of a whole answer, before its text",
            BodySamples.JSON,
            numbers.formatted(details, text),
            numbers.formatted("\"logprobs\":null", masked)),
        clean(numbers.formatted(text, details).replace("hong@example.com", "hello")));
  }

  private static Sample clean(String body) {
    return new Sample(
        "of clean text",
        Way.response(BodySamples.JSON),
        ByteString.copyFromUtf8(body),
        "Pass",
        body,
        List.of());
  }

  private static Sample masked(String name, String type, String body, String expected) {
    return new Sample(
        "token details " + name,
        Way.response(type),
        ByteString.copyFromUtf8(body),
        "Pass",
        expected,
        List.of(VALUE));
  }

  private static String tokens(String... texts) {
    return Stream.of(texts)
        .map(text ->
            "{\"token\":\"%s\",\"logprob\":-0.5,\"bytes\":%s,\"top_logprobs\":[{\"token\":\"%s\",\"bytes\":null}]}"
                .formatted(text, Arrays.toString(text.getBytes(StandardCharsets.UTF_8)), text))
        .collect(Collectors.joining(",", "{\"content\":[", "],\"refusal\":null}"));
  }

  private static String chat(String text, String details) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"logprobs\":%s,\"finish_reason\":null}]}\n\n"
        .formatted(text, details);
  }

  private static String completion(String text, String details) {
    return "data: {\"choices\":[{\"logprobs\":%s,\"index\":0,\"text\":\"%s\"}]}\n\n"
        .formatted(details, text);
  }

  private static String response(String text, String details) {
    return "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"%s\",\"logprobs\":%s}\n\n"
        .formatted(text, details);
  }

  private static String gemini(String text, String details) {
    return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}]},\"logprobsResult\":%s}]}\n\n"
        .formatted(text, details);
  }
}
