package dev.sluice.extproc.policy;

import dev.sluice.common.match.pattern.PatternBudget;
import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.schema.NearestWord;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.extproc.decoder.CharacterNormalization;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.Recognizer;
import dev.sluice.extproc.rewriter.Replacement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A reader of one rule that reports all its problems. */
final class RuleReader {
  /** The longest match of a pattern without a bound of its own. */
  static final int DEFAULT_MAX_LENGTH = 1024;

  /** The longest match that a rule may set. */
  static final int MAX_LENGTH = 16_384;

  private final JsonNode rule;
  private final int index;
  private final int order;
  private final PolicyDocument document;
  private final AllowList allowed;
  private final List<PolicyProblem> problems;
  private final PatternBudget budget;
  private final boolean hashes;
  private final boolean recognizer;

  /**
   * Creates a reader of one of a document's rules.
   *
   * @param order the rule's position among the rules of all documents
   * @param allowed the values that no rule of the document finds
   * @param budget the limit for the patterns of all documents
   * @param hashes true if there is a key for hashes
   * @param recognizer true if there is an external recognizer
   */
  RuleReader(
      int index,
      int order,
      PolicyDocument document,
      AllowList allowed,
      List<PolicyProblem> problems,
      PatternBudget budget,
      boolean hashes,
      boolean recognizer) {
    this.rule = document.spec().path("rules").get(index);
    this.index = index;
    this.order = order;
    this.document = document;
    this.allowed = allowed;
    this.problems = problems;
    this.budget = budget;
    this.hashes = hashes;
    this.recognizer = recognizer;
  }

  /**
   * Reads the rule, once for each confidence with an action, the highest first. Returns none and
   * reports the problems if it is invalid.
   */
  List<DlpRule> read() {
    int before = problems.size();
    var entities = new ExternalEntitiesReader(rule, this, recognizer);
    Optional<ExternalEntities> external = entities.read();
    Map<Confidence, String> actions = new ConfidenceReader(rule, this).actions(named());
    if (rule.has("mask") && allowsAll("action") && !ConfidenceReader.masks(actions)) {
      problem("/mask", "is allowed only with action mask; remove it or set action to mask");
    }
    AllowList allow =
        AllowListReader.read(document, "/rules/" + index + "/allow", problems, budget)
            .plus(allowed);
    List<DlpRule> rules = new ArrayList<>();
    List<PatternSet.Entry> all = new ArrayList<>();
    for (Confidence level : List.of(Confidence.values()).reversed()) {
      if (!actions.containsKey(level)) {
        continue;
      }
      List<PatternSet.Entry> detections = entities.isExternal() ? List.of() : detections(level);
      all.addAll(detections);
      var replacement =
          new ReplacementReader(
              rule,
              ConfidenceReader.pointer(level),
              actions.getOrDefault(level, ""),
              kind(),
              this,
              hashes);
      Optional<Replacement> mask = replacement.read(detections);
      if (mask.isPresent() && (!detections.isEmpty() || external.isPresent())) {
        rules.add(
            new DlpRule(
                order + rules.size(),
                rule.path("id").asString(),
                kind(),
                RuleClass.DLP,
                replacement.action(),
                mask.get(),
                severity(),
                scope(),
                detections,
                allow,
                external,
                level));
      }
    }
    checkExamples(all, allow);
    return problems.size() > before ? List.of() : rules;
  }

  private void checkExamples(List<PatternSet.Entry> detections, AllowList allow) {
    if (!detections.isEmpty()
        && rule.has("examples")
        && allowsAll("pattern", "validator", "allow", ConfidenceReader.KEY)) {
      new RuleExamples(detections, allow, this).check(rule.path("examples"));
    }
  }

  private RuleSeverity severity() {
    return RuleSeverity.valueOf(rule.path("severity").asString("medium").toUpperCase(Locale.ROOT));
  }

  /** Returns the recognizer that the rule names, if there is one of that name. */
  private Optional<Recognizer> named() {
    return RecognizerRegistry.find(rule.path("validator").asString(""));
  }

  /** Returns the kind of the findings: the recognizer's name, or else the rule's. */
  private String kind() {
    return named().map(Recognizer::name).orElse(rule.path("id").asString(""));
  }

  /** Returns the properties that must be unique among rules. */
  List<Object> identity() {
    return List.of(rule.path("id").asString(""), scope());
  }

  /** Returns where the id of the rule is: file, line and column. */
  String place() {
    return document.problem("/rules/" + index + "/id", "").place();
  }

  /** Returns true if the schema allows all keys that select where the rule applies. */
  boolean scopeKnown() {
    return allowsAll("scope", "hosts", "routes", "tenants", "environments");
  }

  /**
   * Returns true if the schema allows these keys; a check of two keys against each other needs
   * both.
   */
  boolean allowsAll(String... keys) {
    return Stream.of(keys).allMatch(key -> document.allows("/rules/" + index + "/" + key));
  }

  void problem(String pointer, String message) {
    String id = rule.path("id").asString("");
    problems.add(document.problem("/rules/" + index + pointer, "rule " + id + ": " + message));
  }

  /** Returns the patterns: the rule's own, or those of the recognizer that it names. */
  private List<PatternSet.Entry> detections(Confidence level) {
    boolean checksum = rule.path("kind").asString("").equals("checksum");
    if (!allowsAll("validator")) {
      return List.of();
    }
    if (checksum != rule.has("validator")) {
      problem(
          "",
          "'validator' is required by kind checksum and allowed only with it; add it or remove it");
      return List.of();
    }
    if (!checksum) {
      return own(MatchCheck.ACCEPT_ALL);
    }
    Optional<Recognizer> found = named();
    if (found.isEmpty()) {
      String unknown = rule.path("validator").asString("");
      problem(
          "/validator",
          "no recognizer is named \"%s\"; %s"
              .formatted(unknown, NearestWord.hint(unknown, RecognizerRegistry.names())));
      return List.of();
    }
    Recognizer named = found.get();
    return rule.has("pattern") ? own(named.check()) : detections(named, level);
  }

  /** Returns all patterns of a recognizer for findings of a confidence, or none. */
  private List<PatternSet.Entry> detections(Recognizer named, Confidence level) {
    List<PatternSet.Entry> entries = new ArrayList<>();
    for (Recognizer.Detection detection : named.ofConfidence(level)) {
      for (Recognizer.CandidatePattern candidate : detection.patterns()) {
        Optional<TextPattern> pattern =
            accepted(TextPattern.parse(candidate.source(), budget), "/validator", "");
        if (pattern.isEmpty()) {
          return List.of();
        }
        entries.add(new PatternSet.Entry(pattern.get(), candidate.maxLength(), detection.check()));
      }
    }
    return entries;
  }

  private List<PatternSet.Entry> own(MatchCheck check) {
    return pattern().stream()
        .map(pattern -> new PatternSet.Entry(pattern, maxLength(pattern), check))
        .toList();
  }

  private Optional<TextPattern> pattern() {
    String source = rule.path("pattern").asString("");
    return accepted(
        rule.path("kind").asString("").equals("keyword")
            ? TextPattern.keyword(CharacterNormalization.normalize(source), budget)
            : TextPattern.parse(CharacterNormalization.normalizePattern(source), budget),
        "/pattern",
        "character %d: ");
  }

  private Optional<TextPattern> accepted(PatternResult result, String pointer, String place) {
    return switch (result) {
      case PatternResult.Accepted(TextPattern pattern) -> Optional.of(pattern);
      case PatternResult.Rejected(int index, String message) -> {
        problem(pointer, place.formatted(index + 1) + message);
        yield Optional.empty();
      }
    };
  }

  private int maxLength(TextPattern pattern) {
    int longest = pattern.maxLength().orElse(DEFAULT_MAX_LENGTH);
    int length = rule.path("max_length").asInt(longest);
    if (length < pattern.minLength()) {
      problem(
          "/max_length",
          "is less than the " + pattern.minLength() + " bytes a match has; raise it or remove it");
    } else if (length > MAX_LENGTH && allowsAll("max_length")) {
      problem("/pattern", "may match more than " + MAX_LENGTH + " bytes; set max_length");
    }
    return length;
  }

  private RuleScope scope() {
    String scope = rule.path("scope").asString("both");
    Set<BodyDirection> directions =
        scope.equals("both")
            ? EnumSet.allOf(BodyDirection.class)
            : EnumSet.of(BodyDirection.valueOf(scope.toUpperCase(Locale.ROOT)));
    return new RuleScope(directions, ExchangeSelector.read(rule));
  }
}
