package dev.sluice.extproc.stream;

import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.model.GenAiAttributes;
import dev.sluice.extproc.model.ModelSource;
import dev.sluice.extproc.model.ServedModel;
import dev.sluice.extproc.response.DlpMetadata;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import java.util.Locale;
import java.util.Optional;

/** The attributes of a stream's span: the results of the inspection, never the inspected text. */
public final class StreamSpans {
  private static final String UNKNOWN = "unknown";

  /** Spans without the semantic conventions for generative AI. */
  public static final StreamSpans WITHOUT_GEN_AI = new StreamSpans(Optional.empty());

  private final Optional<ModelSource> models;

  private StreamSpans(Optional<ModelSource> models) {
    this.models = models;
  }

  /** Returns spans with the semantic conventions for generative AI. */
  public static StreamSpans withGenAi(ModelSource models) {
    return new StreamSpans(Optional.of(models));
  }

  void endSpan(TraceSpan span, ExchangeOutcome outcome, StreamEnd end) {
    if (!span.isRecording()) {
      return;
    }
    span.setText("sluice.route", outcome.exchange().scope().route());
    span.setText("sluice.inspection", lower(outcome.exchange().inspection()));
    span.setText("sluice.stream.end", lower(end));
    if (outcome.isInspected()) {
      DlpMetadata found = outcome.metadata();
      span.setText("sluice.dlp.action", lower(found.action()));
      span.setText("sluice.dlp.rule", found.rule().orElse(""));
      span.setText("sluice.reason", found.error().map(Enum::name).orElse(""));
      span.setText("sluice.policy.version", found.policyVersion());
      span.setNumber(
          "sluice.dlp.findings", found.rules().stream().mapToLong(RuleCount::count).sum());
      models.ifPresent(source -> setGenAiAttributes(span, outcome, found.usage(), source));
    }
    if (end == StreamEnd.FAILED) {
      span.markFailed();
    }
    span.end();
  }

  private static void setGenAiAttributes(
      TraceSpan span, ExchangeOutcome outcome, TokenUsage usage, ModelSource models) {
    ExchangeContext exchange = outcome.exchange();
    String model = outcome.model();
    boolean named = !model.equals(UNKNOWN) && !model.equals("-");
    if (!named && (usage.outputTokens().isEmpty() || usage.estimated())) {
      return;
    }
    Optional<ServedModel> served = models.find(exchange.scope().route(), model);
    span.setText(GenAiAttributes.OPERATION, GenAiAttributes.operation(exchange.scope().path()));
    span.setText(
        GenAiAttributes.PROVIDER,
        GenAiAttributes.providerName(served.map(ServedModel::provider).orElse(UNKNOWN)));
    // A model name without a row may be any text that a client sends.
    span.setText(GenAiAttributes.MODEL, served.isPresent() ? model : "");
    usage.inputTokens().ifPresent(count -> span.setNumber(GenAiAttributes.INPUT_TOKENS, count));
    usage.outputTokens().ifPresent(count -> span.setNumber(GenAiAttributes.OUTPUT_TOKENS, count));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
