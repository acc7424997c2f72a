package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of input, output, cached and reasoning tokens, as every provider reports them. */
class BodyTokenUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'usage':{'prompt_tokens':12,'completion_tokens':34,'prompt_tokens_details':{'cached_tokens':5},'completion_tokens_details':{'reasoning_tokens':6}}}|12 34 5 6",
        "{'usage':{'input_tokens':12,'output_tokens':34,'input_tokens_details':{'cached_tokens':5},'output_tokens_details':{'reasoning_tokens':6}}}|12 34 5 6",
        "{'usage':{'input_tokens':12,'cache_read_input_tokens':100,'cache_creation_input_tokens':7,'output_tokens':34}}|119 34 100 -",
        "{'usage':{'prompt_tokens':12,'cache_read_input_tokens':5,'completion_tokens':34}}|12 34 5 -",
        "{'usageMetadata':{'promptTokenCount':12,'candidatesTokenCount':30,'thoughtsTokenCount':4,'toolUsePromptTokenCount':3,'cachedContentTokenCount':5}}|15 34 5 4",
        "[{'usageMetadata':{'promptTokenCount':12,'candidatesTokenCount':3}},{'usageMetadata':{'promptTokenCount':12,'candidatesTokenCount':34}}]|12 34 - -",
        "{'message':{'content':'x'},'done':true,'prompt_eval_count':12,'eval_count':34}|12 34 - -",
        "{'summary':'x','tokensUsed':34}|- 34 - -",
        "{'usage':{'prompt_tokens':12,'total_tokens':12},'data':[]}|12 - - -"
      })
  void response_reportedUsage_isRead(String body, String figures) {
    assertEquals(
        figures + " told", told(InspectionRun.whole(Way.response(BodySamples.JSON), json(body))));
  }

  @Test
  void chatStream_lastEvent_reportsUsage() {
    String text = BodySamples.delta(0, "twelve chars");
    String end =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}\n\n";
    assertEquals("5 7 - - told", stream(text + end + BodySamples.DONE));
    assertEquals("- 3 - - estimated", stream(text + BodySamples.DONE));
  }

  @Test
  void responsesStream_repeatedText_countsOnce() {
    String text =
        event("{'type':'response.output_text.delta','output_index':0,'delta':'twelve chars'}");
    String again =
        event("{'type':'response.output_text.done','output_index':0,'text':'twelve chars'}")
            + event(
                "{'type':'response.output_item.done','output_index':0,'item':{'content':[{'text':'twelve chars'}]}}");
    String end =
        event(
            "{'type':'response.completed','response':{'usage':{'input_tokens':5,'output_tokens':7,'output_tokens_details':{'reasoning_tokens':2}}}}");
    assertEquals("- 3 - - estimated", stream(text + again));
    assertEquals("5 7 - 2 told", stream(text + again + end));
  }

  @Test
  void anthropicStream_startAndDelta_areJoined() {
    String start =
        event(
            "{'type':'message_start','message':{'content':[],'usage':{'input_tokens':5,'cache_read_input_tokens':20,'output_tokens':1}}}");
    String text =
        event(
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'twelve chars'}}");
    String delta =
        event(
            "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':%d}}");
    assertEquals("25 3 20 - estimated", stream(start + text));
    assertEquals("25 9 20 - told", stream(start + text + delta.formatted(4) + delta.formatted(9)));
  }

  @Test
  void geminiStream_cumulativeUsage_lastCounts() {
    String text =
        event(
            "{'candidates':[{'content':{'parts':[{'text':'abc'}]}}],'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':%d}}");
    assertEquals("5 3 - - told", stream(text.formatted(1) + text.formatted(3)));
  }

  @Test
  void ollamaLines_lastLine_reportsUsage() {
    String text = "{\"response\":\"twelve chars\",\"done\":false}\n";
    String end = "{\"response\":\"\",\"done\":true,\"prompt_eval_count\":5,\"eval_count\":7}\n";
    Way way = Way.response("application/x-ndjson");
    assertEquals("- 3 - - estimated", told(InspectionRun.whole(way, text)));
    assertEquals("5 7 - - told", told(InspectionRun.whole(way, text + end)));
  }

  /** Usage figures in a request are ignored. */
  @Test
  void request_text_isEstimated() {
    String body = json("{'messages':[{'content':'twelve chars'}],'usage':{'prompt_tokens':1}}");
    assertEquals(
        "3 - - - estimated", told(InspectionRun.whole(Way.request(BodySamples.JSON), body)));
    String tabby = json("{'segments':{'prefix':'six ch','suffix':'six ch'}}");
    assertEquals(
        "3 - - - estimated", told(InspectionRun.whole(Way.request(BodySamples.JSON), tabby)));
    String output = json("{'input':[{'type':'function_call_output','output':'twelve chars'}]}");
    assertEquals(
        "3 - - - estimated", told(InspectionRun.whole(Way.request(BodySamples.JSON), output)));
  }

  /** Only events that have left count. */
  @Test
  void stream_stopped_isEstimatedFromOutput() {
    BodyInspection inspection = InspectionRun.open(Way.response(BodySamples.SSE));
    String text = BodySamples.delta(0, "twelve chars");
    inspection.feed(ByteString.copyFromUtf8(text + text + text.substring(0, 90)), false);
    assertEquals(OptionalInt.of(6), inspection.usage().outputTokens());
    assertEquals(true, inspection.usage().estimated());
  }

  private static String stream(String body) {
    return told(InspectionRun.whole(Way.response(BodySamples.SSE), body));
  }

  private static String event(String data) {
    return "data: " + json(data) + "\n\n";
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String told(InspectionRun seen) {
    TokenUsage usage = seen.usage();
    return "%s %s %s %s %s"
        .formatted(
            figure(usage.inputTokens()),
            figure(usage.outputTokens()),
            figure(usage.cachedTokens()),
            figure(usage.reasoningTokens()),
            usage.estimated() ? "estimated" : "told");
  }

  private static String figure(OptionalInt figure) {
    return figure.isPresent() ? String.valueOf(figure.getAsInt()) : "-";
  }
}
