package dev.sluice.extproc.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.InspectionRun.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that the last word of a text waits until the text has ended. */
class TextEndTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'choices':[{'index':1,'delta':{'content':'done'}}]}|{'choices':[{'index':1,'delta':{},'finish_reason':'stop'}]}",
        "{'choices':[{'index':1,'delta':{'content':'done'}}]}|{'choices':[{'delta':{'content':''},'finish_reason':'stop','index':1}]}",
        "{'type':'content_block_delta','index':2,'delta':{'text':'done'}}|{'type':'content_block_stop','index':2}",
        "{'type':'response.output_text.delta','output_index':3,'delta':'done'}|{'type':'response.output_item.done','output_index':3,'item':{}}"
      })
  void end_ofText_releasesLastWord(String piece, String end) {
    assertEquals("", seen(piece));
    String both = event(piece) + event(end);
    assertEquals(both, feed(both));
  }

  /** The end is that of another text, or of one that continues in the same event. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'choices':[{'index':1,'delta':{'content':'done'}}]}|{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
        "{'choices':[{'index':1,'delta':{'content':'do'}}]}|{'choices':[{'index':1,'delta':{'content':'ne'},'finish_reason':'stop'}]}",
        "{'choices':[{'index':1,'delta':{'content':'done'}}]}|{'choices':[{'index':1,'delta':{},'finish_reason':null}]}",
        "{'choices':[{'index':1,'delta':{'content':'done'}}]}|{'choices':[{'index':1,'delta':{},'finish_reason':''}]}",
        "{'type':'content_block_delta','index':2,'delta':{'text':'done'}}|{'type':'content_block_stop','index':1}",
        "{'type':'content_block_delta','index':2,'delta':{'text':'done'}}|{'type':'content_block_start','index':2}"
      })
  void end_ofOtherText_releasesNothing(String piece, String end) {
    assertEquals("", feed(event(piece) + event(end)));
  }

  private static String seen(String data) {
    return feed(event(data));
  }

  private static String event(String data) {
    return "data: " + data.replace('\'', '"') + "\n\n";
  }

  private static String feed(String body) {
    return InspectionRun.open(Way.response(BodySamples.SSE))
        .feed(ByteString.copyFromUtf8(body), false)
        .output()
        .toStringUtf8();
  }
}
