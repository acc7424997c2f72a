package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.testkit.Sweep;
import dev.sluice.extproc.scanner.RuleSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of rules that exceed the limits: each is rejected with its place, or small in the end.
 */
class HostileRulesTest {
  private static final PolicyFile<DlpPolicy> LOADER = DlpPolicyCompiler.file();
  private static final String TOO_MANY =
      "character 1: needs too many states; lower its repeat counts";
  private static final String TOO_LONG = "must be at most 4096 characters long";
  private static final String EMPTY = "character 1: matches the empty text";

  static Stream<Arguments> patterns() {
    return Stream.of(
        Arguments.of("x{1000000}", "character 3: repeats more than 1000 times"),
        Arguments.of("x{1,99999999999999999999}", "character 5: repeats more than 1000 times"),
        Arguments.of("(a{1000}){1000}", TOO_MANY),
        Arguments.of("((a{100}){100}){100}b", TOO_MANY),
        Arguments.of("x(((){1000}){1000}){1000}", TOO_MANY),
        Arguments.of("(?:\\b|a){1000}x", TOO_MANY),
        Arguments.of("[a-z]*a[a-z]{900}[0-9]{900}x", TOO_MANY),
        Arguments.of("(" + "a?".repeat(2000) + "){9}b", TOO_MANY),
        Arguments.of("(".repeat(60) + "a" + "){1,2}".repeat(60), TOO_MANY),
        Arguments.of(
            "(".repeat(2000) + "a" + ")".repeat(2000),
            "character 65: nests groups more than 64 deep"),
        Arguments.of("[".repeat(3000), "character 1: class is not closed"),
        Arguments.of("[a-z&&[^b]]", "character 5: nested and named classes are not offered"),
        Arguments.of("[[:alpha:]]+", "character 2: nested and named classes are not offered"),
        Arguments.of("(".repeat(200_000) + "a" + ")".repeat(200_000), TOO_LONG),
        Arguments.of("a".repeat(5_000), TOO_LONG),
        Arguments.of(words(100_000), TOO_LONG),
        Arguments.of("a*", EMPTY),
        Arguments.of("(a|)", EMPTY),
        Arguments.of("a{0}", EMPTY),
        Arguments.of("\\b", EMPTY),
        Arguments.of("(?=a)", EMPTY),
        Arguments.of("^$", EMPTY));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void load_largePattern_problemHasPlaceAndRule(String pattern, String message) {
    List<PolicyProblem> problems = problems(file(Stream.of("ok", pattern)));
    String problem = message.equals(TOO_LONG) ? message : "rule r1: " + message;
    assertEquals(
        List.of("rules.yaml:8:14: /rules/1/pattern: " + problem),
        problems.stream().map(PolicyProblem::toString).toList());
  }

  static Stream<String> bounded() {
    return Stream.of(
        "(b".repeat(60) + "a" + ")".repeat(60),
        "(".repeat(60) + "a" + ")?".repeat(60) + "x",
        "(".repeat(60) + "a" + ")*".repeat(60) + "x",
        "(b".repeat(60) + "a" + ")*".repeat(60) + "x",
        "x" + "(".repeat(60) + "a" + "){0}".repeat(60),
        "x((a{1000}){1000}){0}",
        "x(()*)*",
        "[ab]*a[ab]{12}x",
        "(a*){1000}x",
        "[a[b[c]",
        words(500));
  }

  @ParameterizedTest
  @MethodSource("bounded")
  void load_patternSmallInTheEnd_isAccepted(String pattern) {
    assertEquals(1, loaded(file(Stream.of(pattern))).rules().size());
  }

  @Test
  void load_tooManyRules_isRejected() {
    List<PolicyProblem> problems = problems(file(IntStream.range(0, 1_001).mapToObj(i -> "a")));
    assertEquals(
        "rules.yaml:3:3: /rules: must have at most 1000 items but found 1,001",
        problems.getFirst().toString());
  }

  @Test
  void load_tooManyBytes_isRejected() {
    assertEquals(
        "rules.yaml:1:1: the file is larger than 1048576 bytes",
        problems(file(IntStream.range(0, 100_000).mapToObj(i -> "a"))).getFirst().toString());
  }

  @Test
  void load_manyEmptyRules_reportsFirstProblems() {
    List<PolicyProblem> problems = problems("version: v\nrules: [" + "{},".repeat(90_000) + "]");
    assertEquals(602, problems.size());
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of("rules: " + "[".repeat(100_000), "2:72: nested deeper than 64 levels"),
        Arguments.of("rules: " + "{a: ".repeat(100_000), "2:261: nested deeper than 64 levels"),
        Arguments.of(
            IntStream.range(0, 1_000)
                .mapToObj(" "::repeat)
                .collect(Collectors.joining("-\n", "rules:\n", "-")),
            "67:65: nested deeper than 64 levels"),
        Arguments.of(
            "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 9)
                    .mapToObj(
                        i -> "a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)))
                    .collect(Collectors.joining()),
            "7:10: more than 200000 values"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void load_growingYaml_isRejected(String document, String message) {
    List<PolicyProblem> problems = problems("version: v\n" + document);
    assertEquals(
        "rules.yaml:" + message + "; correct this first: the file could not be read any further",
        problems.getFirst().toString());
  }

  static Stream<List<String>> manyRules() {
    return Stream.of(
            each("regex", "pattern: '[ab]*a[ab]{11}%d'"),
            each("regex", "pattern: '.{0,40}%d.{0,40}!'"),
            each("checksum", "validator: generic_secret"))
        .limit(Sweep.of(1, 3));
  }

  /** Each rule is allowed, but not all together: the rest is rejected once the limit is reached. */
  @ParameterizedTest
  @MethodSource("manyRules")
  void load_manyLargeRules_rejectsBeyondBudget(List<String> rules) {
    List<PolicyProblem> problems = problems("version: v\nrules:\n" + String.join("", rules));
    assertTrue(problems.size() > 300, () -> problems.size() + " problems");
    PolicyProblem last = problems.getLast();
    assertEquals(1_001, last.line() - 1);
    assertTrue(last.message().startsWith("rule r999: "), last::message);
    assertTrue(last.message().endsWith("beside all patterns before it"), last::message);
  }

  /** Compiled into one automaton, these rules would be far larger than separately. */
  @Test
  void compile_rulesLargeTogether_staySeparate() {
    DlpPolicy policy = loaded(file(IntStream.range(0, 1_000).mapToObj(i -> "[a-z]{1,90}-" + i)));
    assertTrue(new RuleSet(policy.rules()).blocking(new BitSet()).isEmpty());
  }

  private static List<String> each(String kind, String line) {
    return IntStream.range(0, 1_000)
        .mapToObj(
            i -> "  - {id: r%d, kind: %s, %s}%n".formatted(i, kind, line.replace("%d", "" + i)))
        .toList();
  }

  private static String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Integer.toString(i * 7_919, 36))
        .collect(Collectors.joining("|"));
  }

  private static String file(Stream<String> patterns) {
    List<String> all = patterns.toList();
    return IntStream.range(0, all.size())
        .mapToObj(i -> "  - id: r%d%n    kind: regex%n    pattern: '%s'%n".formatted(i, all.get(i)))
        .collect(Collectors.joining("", "version: v\nrules:\n", ""));
  }

  private static DlpPolicy loaded(String file) {
    return switch (load(file)) {
      case PolicyResult.Loaded<DlpPolicy>(DlpPolicy policy, var _) -> policy;
      case PolicyResult.Rejected<DlpPolicy>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<PolicyProblem> problems(String file) {
    return switch (load(file)) {
      case PolicyResult.Rejected<DlpPolicy>(var problems) -> problems;
      case PolicyResult.Loaded<DlpPolicy> loaded ->
          throw new AssertionError("loaded: " + loaded.value().version());
    };
  }

  private static PolicyResult<DlpPolicy> load(String file) {
    return LOADER.load(Path.of("rules.yaml"), file.getBytes(StandardCharsets.UTF_8));
  }
}
