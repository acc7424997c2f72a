package dev.sluice.e2e.demo;

import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StartProgressListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A console that prints lines for people, or one JSON result for programs. */
final class DemoConsole implements StartProgressListener {
  private final PrintStream lines;
  private final PrintStream result;

  /**
   * Creates a console. With {@code json}, standard output contains only the JSON document at the
   * end.
   */
  DemoConsole(boolean json, PrintStream out, PrintStream err) {
    this.lines = json ? err : out;
    this.result = out;
  }

  void printLine(String line) {
    lines.println(line);
  }

  @Override
  public void onReady(String part, String where, Duration took) {
    printLine(
        String.format(Locale.ROOT, "  %-26s %-16s ready, %.1f s", part, where, seconds(took)));
  }

  @Override
  public void ended(String part, String where, String how, Path log) {
    printLine("");
    printLine("%s (%s) %s; restarting it (log: %s)".formatted(part, where, how, log));
  }

  @Override
  public void back(String part, String where, Duration took) {
    printLine(
        String.format(Locale.ROOT, "%s (%s) is back after %.1f s", part, where, seconds(took)));
  }

  @Override
  public void failed(String part, String why) {
    printLine(part + " " + why);
  }

  void printStep(TourStepResult step) {
    printLine("");
    printLine("%d. %s".formatted(step.number(), step.step().title()));
    printLine("   $ " + step.step().command());
    step.outcome().lines().forEach(line -> printLine("   " + line));
    printLine("   " + verdict(step));
  }

  void printPorts(StackPorts ports) {
    printLine("");
    printLine("It stays up until Ctrl-C:");
    for (StackPort port : StackPort.values()) {
      printLine("  %-28s %s".formatted(port.title(), ports.address(port)));
    }
  }

  void json(List<TourStepResult> steps, Duration whole) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", steps.stream().allMatch(s -> s.outcome().passed()));
    document.put("seconds", seconds(whole));
    document.put("steps", steps.stream().map(DemoConsole::fields).toList());
    result.println(JsonMapper.builder().build().writeValueAsString(document));
  }

  static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static String verdict(TourStepResult step) {
    return (step.outcome().passed() ? "PASS" : "FAIL") + " (" + step.duration().toMillis() + " ms)";
  }

  private static Map<String, Object> fields(TourStepResult step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", step.number());
    fields.put("title", step.step().title());
    fields.put("command", step.step().command());
    fields.put("passed", step.outcome().passed());
    fields.put("milliseconds", step.duration().toMillis());
    fields.put("shown", step.outcome().lines());
    return fields;
  }
}
