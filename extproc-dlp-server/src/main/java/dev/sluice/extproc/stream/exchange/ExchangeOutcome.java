package dev.sluice.extproc.stream.exchange;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.DlpMetadata;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the inspections of one exchange came to, both directions together. */
public final class ExchangeOutcome {
  private static final long NEWS_EVERY = Duration.ofSeconds(1).toNanos();

  private final ExchangeContext exchange;
  private final String policyVersion;
  private @Nullable BodyInspection request;
  private @Nullable BodyInspection response;
  private @Nullable DlpErrorCode reject;
  private BodyDirection refusedIn = BodyDirection.REQUEST;
  private boolean eventStream;
  private @Nullable DlpMetadata told;
  private RuleAction toldOfAnswer = RuleAction.ALLOW;
  private long toldAt = System.nanoTime();

  public ExchangeOutcome(ExchangeContext exchange, String policyVersion) {
    this.exchange = exchange;
    this.policyVersion = policyVersion;
  }

  public ExchangeContext exchange() {
    return exchange;
  }

  public void addInspection(BodyDirection direction, BodyInspection inspection) {
    switch (direction) {
      case REQUEST -> request = inspection;
      case RESPONSE -> response = inspection;
    }
  }

  /** Notes that the answer is an event stream, inspected or not. */
  public void markEventStream() {
    eventStream = true;
  }

  public boolean isEventStream() {
    return eventStream;
  }

  public void reject(BodyDirection direction, DlpErrorCode code) {
    reject = code;
    refusedIn = direction;
  }

  public Optional<DlpErrorCode> errorCode() {
    return Optional.ofNullable(reject);
  }

  /** True if some part of the exchange was looked at, or should have been and was refused. */
  public boolean isInspected() {
    return request != null || response != null || reject != null;
  }

  /**
   * True when the access log should hear more of an event stream before its end, which a client
   * that leaves never lets it see.
   */
  public boolean hasUnsentMetadata() {
    return eventStream
        && response != null
        && (response.outcome().action() != toldOfAnswer || System.nanoTime() - toldAt > NEWS_EVERY);
  }

  /** What the access log has not heard of the exchange so far, as a field of an answer. */
  public ByteString takeUnsentMetadata() {
    if (exchange.inspection() == BodyInspectionMode.OFF) {
      return ByteString.EMPTY;
    }
    DlpMetadata metadata = metadata();
    ByteString news = metadata.diff(told);
    told = metadata;
    toldOfAnswer = response == null ? RuleAction.ALLOW : response.outcome().action();
    toldAt = System.nanoTime();
    return news;
  }

  public DlpMetadata metadata() {
    InspectionOutcome before = request == null ? InspectionOutcome.NOTHING : request.outcome();
    InspectionOutcome after = response == null ? InspectionOutcome.NOTHING : response.outcome();
    boolean answerDecides = after.action().strongerThan(before.action());
    InspectionOutcome winner = answerDecides ? after : before;
    return new DlpMetadata(
        reject == null ? winner.action() : RuleAction.BLOCK,
        stage(answerDecides, before),
        winner.rule(),
        counts(before, after),
        findings(),
        usage(),
        Optional.ofNullable(response).flatMap(BodyInspection::diffHash),
        policyVersion,
        eventStream,
        errorCode());
  }

  private String stage(boolean answerDecides, InspectionOutcome before) {
    if (reject != null && refusedIn == BodyDirection.REQUEST) {
      return "pre";
    }
    if (eventStream) {
      return response == null ? "pre_only" : "pre_and_incremental";
    }
    boolean answered = response != null && before.action() == RuleAction.ALLOW;
    return answerDecides || answered || reject != null ? "post" : "pre";
  }

  private List<DlpFinding> findings() {
    List<DlpFinding> before = request == null ? List.of() : request.findings();
    List<DlpFinding> after = response == null ? List.of() : response.findings();
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() ? after : before;
    }
    return Stream.concat(before.stream(), after.stream()).toList();
  }

  private static List<RuleCount> counts(InspectionOutcome before, InspectionOutcome after) {
    if (before.counts().isEmpty() || after.counts().isEmpty()) {
      return before.counts().isEmpty() ? after.counts() : before.counts();
    }
    Map<String, RuleCount> counts = new LinkedHashMap<>();
    for (InspectionOutcome outcome : List.of(before, after)) {
      for (RuleCount count : outcome.counts()) {
        counts.merge(count.rule(), count, RuleCount::plus);
      }
    }
    return List.copyOf(counts.values());
  }

  /** What the answer says, completed by what is known of the request. */
  private TokenUsage usage() {
    TokenUsage asked = request == null ? TokenUsage.NONE : request.usage();
    TokenUsage answered = response == null ? TokenUsage.NONE : response.usage();
    boolean fromAnswer = answered.inputTokens().isPresent();
    return new TokenUsage(
        fromAnswer ? answered.inputTokens() : asked.inputTokens(),
        answered.outputTokens(),
        answered.cachedTokens(),
        answered.reasoningTokens(),
        answered.estimated() || (!fromAnswer && asked.estimated()));
  }
}
