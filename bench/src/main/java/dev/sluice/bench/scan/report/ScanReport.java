package dev.sluice.bench.scan.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Collects what was measured, and shows it as soon as it is there. */
public final class ScanReport {
  private final PrintStream out;
  private final String floor;
  private final String ours;
  private final List<String> notes = new ArrayList<>();
  private final List<TextSpeeds> texts = new ArrayList<>();
  private final List<Cost> costs = new ArrayList<>();
  private final List<BaitTime> baits = new ArrayList<>();

  /**
   * A report whose text goes to {@code out}: standard error when standard output is for the JSON
   * document. All engines are compared with the two that are named.
   */
  public ScanReport(PrintStream out, String floor, String ours) {
    this.out = out;
    this.floor = floor;
    this.ours = ours;
  }

  /** What is going on now. */
  public void progress(String what) {
    out.println("# " + what);
  }

  /** A sentence that belongs to the result. */
  public void note(String sentence) {
    notes.add(sentence);
    out.println(sentence);
  }

  /** All speeds on one text. */
  public void speeds(String text, int bytes, double korean, List<Speed> speeds) {
    var measured = new TextSpeeds(text, bytes, korean, speeds);
    texts.add(measured);
    new SpeedTable(measured, floor, ours).print(out);
  }

  /** What follows belongs together. */
  public void heading(String title) {
    out.println();
    out.println(title);
  }

  public void cost(String name, double value, String unit) {
    costs.add(new Cost(name, value, unit));
    out.printf("  %-64s %12s %s%n", name, SpeedTable.number(value), unit);
  }

  /** How long one bait takes. */
  public void bait(BaitTime time) {
    baits.add(time);
    out.printf(
        Locale.ROOT,
        "  %-44s %,12d bytes %10s MB/s  2n ÷ n %.2f%s%n",
        time.name(),
        time.bytes(),
        SpeedTable.number(time.megabytesPerSecond()),
        time.ratio(),
        time.linear() ? "" : "  FAILED");
  }

  /** Whether everything that was asked for scales with the length of the text. */
  public boolean linear() {
    return baits.stream().allMatch(BaitTime::linear);
  }

  /** Everything as one JSON document. */
  public String json() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new Document(linear(), notes, texts, costs, baits));
  }

  /** The form of the JSON document. */
  record Document(
      boolean linear,
      List<String> notes,
      List<TextSpeeds> texts,
      List<Cost> costs,
      List<BaitTime> baits) {}
}
