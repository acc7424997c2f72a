package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.Finding;
import dev.sluice.extproc.inspect.Outcome;
import dev.sluice.extproc.inspect.Outcome.RuleCount;
import dev.sluice.extproc.inspect.Usage;
import dev.sluice.extproc.policy.Action;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.DlpMetadata;
import dev.sluice.extproc.response.ErrorCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the inspections of one exchange came to, both directions together. */
final class Ledger {
  private static final long NEWS_EVERY = Duration.ofSeconds(1).toNanos();

  private final Exchange exchange;
  private final String policyVersion;
  private @Nullable BodyInspection request;
  private @Nullable BodyInspection response;
  private @Nullable ErrorCode refused;
  private Direction refusedIn = Direction.REQUEST;
  private boolean eventStream;
  private @Nullable DlpMetadata told;
  private Action toldOfAnswer = Action.ALLOW;
  private long toldAt = System.nanoTime();

  Ledger(Exchange exchange, String policyVersion) {
    this.exchange = exchange;
    this.policyVersion = policyVersion;
  }

  Exchange exchange() {
    return exchange;
  }

  void inspects(Direction direction, BodyInspection inspection) {
    switch (direction) {
      case REQUEST -> request = inspection;
      case RESPONSE -> response = inspection;
    }
  }

  /** Notes that the answer is an event stream, inspected or not. */
  void answeredByEventStream() {
    eventStream = true;
  }

  boolean isEventStream() {
    return eventStream;
  }

  void refused(Direction direction, ErrorCode code) {
    refused = code;
    refusedIn = direction;
  }

  Optional<ErrorCode> refusal() {
    return Optional.ofNullable(refused);
  }

  /** True if some part of the exchange was looked at, or should have been and was refused. */
  boolean concerned() {
    return request != null || response != null || refused != null;
  }

  /**
   * True when the access log should hear more of an event stream before its end, which a client
   * that leaves never lets it see.
   */
  boolean hasNews() {
    return eventStream
        && response != null
        && (response.outcome().action() != toldOfAnswer || System.nanoTime() - toldAt > NEWS_EVERY);
  }

  /** What the access log has not heard of the exchange so far, as a field of an answer. */
  ByteString news() {
    if (exchange.inspection() == Inspection.OFF) {
      return ByteString.EMPTY;
    }
    DlpMetadata metadata = metadata();
    ByteString news = metadata.beyond(told);
    told = metadata;
    toldOfAnswer = response == null ? Action.ALLOW : response.outcome().action();
    toldAt = System.nanoTime();
    return news;
  }

  DlpMetadata metadata() {
    Outcome before = request == null ? Outcome.NOTHING : request.outcome();
    Outcome after = response == null ? Outcome.NOTHING : response.outcome();
    boolean answerDecides = after.action().strongerThan(before.action());
    Outcome winner = answerDecides ? after : before;
    return new DlpMetadata(
        refused == null ? winner.action() : Action.BLOCK,
        stage(answerDecides, before),
        winner.rule(),
        counts(before, after),
        findings(),
        usage(),
        Optional.ofNullable(response).flatMap(BodyInspection::diffHash),
        policyVersion,
        eventStream,
        refusal());
  }

  private String stage(boolean answerDecides, Outcome before) {
    if (refused != null && refusedIn == Direction.REQUEST) {
      return "pre";
    }
    if (eventStream) {
      return response == null ? "pre_only" : "pre_and_incremental";
    }
    boolean answered = response != null && before.action() == Action.ALLOW;
    return answerDecides || answered || refused != null ? "post" : "pre";
  }

  private List<Finding> findings() {
    List<Finding> before = request == null ? List.of() : request.findings();
    List<Finding> after = response == null ? List.of() : response.findings();
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() ? after : before;
    }
    return Stream.concat(before.stream(), after.stream()).toList();
  }

  private static List<RuleCount> counts(Outcome before, Outcome after) {
    if (before.counts().isEmpty() || after.counts().isEmpty()) {
      return before.counts().isEmpty() ? after.counts() : before.counts();
    }
    Map<String, RuleCount> counts = new LinkedHashMap<>();
    for (Outcome outcome : List.of(before, after)) {
      for (RuleCount count : outcome.counts()) {
        counts.merge(count.rule(), count, RuleCount::and);
      }
    }
    return List.copyOf(counts.values());
  }

  /** What the answer says, completed by what is known of the request. */
  private Usage usage() {
    Usage asked = request == null ? Usage.NONE : request.usage();
    Usage answered = response == null ? Usage.NONE : response.usage();
    boolean fromAnswer = answered.inputTokens().isPresent();
    return new Usage(
        fromAnswer ? answered.inputTokens() : asked.inputTokens(),
        answered.outputTokens(),
        answered.cachedTokens(),
        answered.reasoningTokens(),
        answered.estimated() || (!fromAnswer && asked.estimated()));
  }
}
