package dev.sluice.bench.extproc;

import com.google.protobuf.ByteString;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.bench.text.AnswerTexts;
import dev.sluice.bench.text.ChatEventScripts;
import dev.sluice.bench.text.ModelTokens;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A measurement of how many events of a stream an event waits for. The tokens are those of a
 * language model. It counts and takes no times, so each run gives the same figures.
 */
final class TokenLag {
  private static final ExchangeScope SCOPE =
      new ExchangeScope("bench/chat", "bench", "dev", "localhost", "/v1/chat/completions");
  private static final InspectionSettings SETTINGS = new InspectionSettings(true, 1 << 20);
  private static final String STREAM = "text/event-stream";

  private final Inspector inspector;
  private final AnswerTexts texts;
  private final ModelTokens tokens = new ModelTokens();

  TokenLag(Inspector inspector, AnswerTexts texts) {
    this.inspector = inspector;
    this.texts = texts;
  }

  void run(BenchReport report) {
    var table = new ReportSection.Builder("events that an event waits for, by kind of text");
    for (AnswerTexts.Kind kind : AnswerTexts.Kind.values()) {
      report.progress("lag of " + kind);
      add(table, kind.name().toLowerCase(Locale.ROOT), texts.of(kind));
    }
    report.add(table.build());
  }

  private void add(ReportSection.Builder table, String kind, List<String> answers) {
    var lags = new MeasuredValues();
    var held = new MeasuredValues();
    List<Double> means = new ArrayList<>();
    for (String answer : answers) {
      means.add(stream(tokens.of(answer), lags, held));
    }
    List<Double> sorted = means.stream().sorted().toList();
    table
        .add("streams", kind, answers.size())
        .add("events", kind, lags.size())
        .add("median of the streams' means", kind, sorted.get(sorted.size() / 2))
        .add("largest mean of a stream", kind, sorted.getLast())
        .add("p50", kind, (double) lags.percentile(0.5))
        .add("p99", kind, (double) lags.percentile(0.99))
        .add("max", kind, (double) lags.percentile(1))
        .add("characters that wait, p99", kind, (double) held.percentile(0.99))
        .add("characters that wait, max", kind, (double) held.percentile(1));
  }

  /** Streams an answer and returns the mean lag of its events. */
  private double stream(List<String> answer, MeasuredValues lags, MeasuredValues held) {
    BodyInspection inspection =
        inspector.open(BodyDirection.RESPONSE, STREAM, SCOPE, SETTINGS).orElseThrow();
    long[] ends = new long[answer.size()];
    long arrived = 0;
    long left = 0;
    long sum = 0;
    long waiting = 0;
    int next = 0;
    for (int event = 0; event < ends.length; event++) {
      byte[] bytes = ChatEventScripts.event(answer.get(event)).getBytes(StandardCharsets.UTF_8);
      arrived += bytes.length;
      ends[event] = arrived;
      waiting += answer.get(event).length();
      BodyVerdict verdict = inspection.feed(ByteString.copyFrom(bytes), false);
      left += verdict.output().size();
      for (; next <= event && ends[next] <= left; next++) {
        lags.add(event - next);
        sum += event - next;
        waiting -= answer.get(next).length();
      }
      held.add(waiting);
    }
    return (double) sum / Math.max(1, next);
  }
}
