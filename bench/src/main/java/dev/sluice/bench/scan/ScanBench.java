package dev.sluice.bench.scan;

import dev.sluice.bench.scan.bait.BaitRun;
import dev.sluice.bench.scan.report.ScanReport;
import dev.sluice.bench.scan.speed.SpeedRun;
import dev.sluice.bench.scan.state.CompileCost;
import dev.sluice.bench.scan.state.StreamState;
import dev.sluice.bench.scan.text.ChatTexts;
import dev.sluice.bench.scan.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.runner.RunnerException;

/** The run: the texts, and each part that was asked for. */
final class ScanBench {
  private final ScanOptions options;
  private final ScanReport report;

  ScanBench(ScanOptions options, ScanReport report) {
    this.options = options;
    this.report = report;
  }

  void run() throws IOException, RunnerException {
    var texts = new ChatTexts(options.seed());
    if (options.parts().contains(Part.RULES)) {
      byte[] text = texts.make(Language.MIXED, options.textBytes()).bytes();
      new CompileCost(report).measure(options.seed(), text);
    }
    if (options.parts().contains(Part.STATE)) {
      new StreamState(report).measure();
    }
    if (options.parts().contains(Part.SPEED)) {
      speed(texts);
    }
    if (options.parts().contains(Part.BAIT)) {
      new BaitRun(report, options.baitBytes(), options.baitWait()).measure();
    }
  }

  private void speed(ChatTexts texts) throws IOException, RunnerException {
    Path folder = Files.createTempDirectory("sluice-bench-scan");
    try {
      var run = new SpeedRun(options.speed(), report, folder);
      for (Language language : options.speed().languages()) {
        run.measure(texts.make(language, options.textBytes()));
      }
    } finally {
      for (Language language : Language.values()) {
        Files.deleteIfExists(folder.resolve(language + ".txt"));
      }
      Files.delete(folder);
    }
  }
}
