package dev.sluice.extproc.stream;

import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extproc.inspect.Outcome.RuleCount;
import dev.sluice.extproc.inspect.Usage;
import dev.sluice.extproc.model.GenAi;
import dev.sluice.extproc.model.ModelSource;
import dev.sluice.extproc.model.ServedModel;
import dev.sluice.extproc.response.DlpMetadata;
import java.util.Locale;
import java.util.Optional;

/** What the span of a stream tells: what inspection came to, and nothing that it read. */
public final class StreamSpans {
  private static final String UNKNOWN = "unknown";

  /** Without the names of the conventions for generative AI. */
  public static final StreamSpans PLAIN = new StreamSpans(Optional.empty());

  private final Optional<ModelSource> models;

  private StreamSpans(Optional<ModelSource> models) {
    this.models = models;
  }

  /** With them. */
  public static StreamSpans genAi(ModelSource models) {
    return new StreamSpans(Optional.of(models));
  }

  void ended(TraceSpan span, Ledger ledger, StreamEnd end) {
    if (!span.recorded()) {
      return;
    }
    span.text("sluice.route", ledger.exchange().scope().route());
    span.text("sluice.inspection", lower(ledger.exchange().inspection()));
    span.text("sluice.stream.end", lower(end));
    if (ledger.concerned()) {
      DlpMetadata found = ledger.metadata();
      span.text("sluice.dlp.action", lower(found.action()));
      span.text("sluice.dlp.rule", found.rule().orElse(""));
      span.text("sluice.reason", found.error().map(Enum::name).orElse(""));
      span.text("sluice.policy.version", found.policyVersion());
      span.number("sluice.dlp.findings", found.rules().stream().mapToLong(RuleCount::count).sum());
      models.ifPresent(source -> told(span, ledger.exchange(), found.usage(), source));
    }
    if (end == StreamEnd.FAILED) {
      span.failed();
    }
    span.end();
  }

  private static void told(TraceSpan span, Exchange exchange, Usage usage, ModelSource models) {
    boolean named = !exchange.model().equals(UNKNOWN) && !exchange.model().equals("-");
    if (!named && (usage.outputTokens().isEmpty() || usage.estimated())) {
      return;
    }
    Optional<ServedModel> served = models.find(exchange.scope().route(), exchange.model());
    span.text(GenAi.OPERATION, GenAi.operation(exchange.scope().path()));
    span.text(GenAi.PROVIDER, GenAi.provider(served.map(ServedModel::provider).orElse(UNKNOWN)));
    // A name that no row has may be anything that a client wrote.
    span.text(GenAi.MODEL, served.isPresent() ? exchange.model() : "");
    usage.inputTokens().ifPresent(count -> span.number(GenAi.INPUT_TOKENS, count));
    usage.outputTokens().ifPresent(count -> span.number(GenAi.OUTPUT_TOKENS, count));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
