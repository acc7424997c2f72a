package dev.sluice.e2e.demo;

import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The demo's lines for a person, or its result for a program. */
final class Console implements Progress {
  private final PrintStream lines;
  private final PrintStream result;

  /** With {@code json}, standard output is left to the one document at the end. */
  Console(boolean json, PrintStream out, PrintStream err) {
    this.lines = json ? err : out;
    this.result = out;
  }

  void say(String line) {
    lines.println(line);
  }

  @Override
  public void ready(String part, String where, Duration took) {
    say(String.format(Locale.ROOT, "  %-26s %-16s ready, %.1f s", part, where, seconds(took)));
  }

  @Override
  public void ended(String part, String where, String how, Path log) {
    say("");
    say("%s (%s) %s; restarting it (log: %s)".formatted(part, where, how, log));
  }

  @Override
  public void back(String part, String where, Duration took) {
    say(String.format(Locale.ROOT, "%s (%s) is back after %.1f s", part, where, seconds(took)));
  }

  @Override
  public void failed(String part, String why) {
    say(part + " " + why);
  }

  void step(StepResult step) {
    say("");
    say("%d. %s".formatted(step.number(), step.step().title()));
    say("   $ " + step.step().command());
    step.outcome().shown().forEach(line -> say("   " + line));
    say("   " + verdict(step));
  }

  void ports(Ports ports) {
    say("");
    say("It stays up until Ctrl-C:");
    for (Port port : Port.values()) {
      say("  %-28s %s".formatted(port.title(), ports.address(port)));
    }
  }

  void json(List<StepResult> steps, Duration whole) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", steps.stream().allMatch(s -> s.outcome().passed()));
    document.put("seconds", seconds(whole));
    document.put("steps", steps.stream().map(Console::fields).toList());
    result.println(JsonMapper.builder().build().writeValueAsString(document));
  }

  static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static String verdict(StepResult step) {
    return (step.outcome().passed() ? "PASS" : "FAIL") + " (" + step.took().toMillis() + " ms)";
  }

  private static Map<String, Object> fields(StepResult step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", step.number());
    fields.put("title", step.step().title());
    fields.put("command", step.step().command());
    fields.put("passed", step.outcome().passed());
    fields.put("milliseconds", step.took().toMillis());
    fields.put("shown", step.outcome().shown());
    return fields;
  }
}
