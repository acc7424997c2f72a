package dev.sluice.bench.extproc;

import dev.sluice.bench.extproc.text.Chat;
import dev.sluice.bench.extproc.text.ChatStream;
import dev.sluice.bench.extproc.text.Prose;
import dev.sluice.bench.extproc.text.Tokens;
import dev.sluice.bench.load.EventScript;
import dev.sluice.bench.load.Exchange;
import dev.sluice.bench.load.Loop;
import dev.sluice.bench.load.Upstream;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.bench.scan.text.Language;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.quality.detection.rules.RulesFile;
import java.io.IOException;
import java.util.List;

/** The run: texts, processes, and each scenario that was asked for. */
final class ExtProcBench {
  private static final int SMALL = 2 << 10;
  private static final int LARGE = 1 << 20;
  private static final int BURST_EVENTS = 2_000;

  private final ExtProcOptions options;
  private final ComparisonReport report;
  private final Chat chat;
  private final ChatStream streams;

  ExtProcBench(ExtProcOptions options, ComparisonReport report) {
    this.options = options;
    this.report = report;
    RulesFile rules = RulesFile.read(RepositoryRoot.find().policies().resolve("dlp_rules.yaml"));
    var prose = new Prose(options.seed(), rules);
    chat = new Chat(prose);
    streams = new ChatStream(prose);
  }

  void run() throws IOException {
    try (var loop = new Loop()) {
      var upstream = new Upstream(loop);
      try (Site site = Site.start(options, upstream.port(), report)) {
        var run = new Run(options, site, loop, upstream, report);
        options.scenarios().stream()
            .sorted()
            .distinct()
            .forEach(scenario -> measure(scenario, run));
        if (options.audit()) {
          checkAudit(run);
        }
        report.judge(Variant.SLUICE.title(), Goals.ALL);
      }
    }
  }

  private void checkAudit(Run run) {
    long recorded = new AuditCheck(run.site().ops()).await(run.exchanges());
    String kept = "%,d records of %,d exchanges".formatted(recorded, run.exchanges());
    if (recorded == run.exchanges()) {
      report.note("Audit: " + kept);
    } else {
      report.broke("audit: " + kept);
    }
  }

  private void measure(Scenario scenario, Run run) {
    switch (scenario) {
      case CHAT -> {
        var exchange = Exchange.json("/chat", chat.request(SMALL, false), chat.answer(SMALL));
        new ClosedScenario(run).chat(exchange);
        new ClosedScenario(run).alone(exchange);
      }
      case BULK -> {
        byte[] request = chat.request(SMALL, false);
        byte[] answer = chat.answer(SMALL);
        new ClosedScenario(run)
            .bulk(Names.UP, Exchange.json("/up", chat.request(LARGE, false), answer));
        new ClosedScenario(run)
            .bulk(Names.DOWN, Exchange.json("/down", request, chat.answer(LARGE)));
      }
      case STREAM -> {
        for (Tokens tokens : Tokens.values()) {
          List<EventScript> scripts =
              PacedScenario.LANGUAGES.stream()
                  .map(language -> streams.script(language, tokens, PacedScenario.EVENTS))
                  .toList();
          new PacedScenario(run, chat.request(SMALL, true), options.begin())
              .measure(tokens, scripts);
        }
      }
      case BURST -> {
        EventScript script = streams.script(Language.MIXED, Tokens.LEADING_SPACE, BURST_EVENTS);
        var exchange = Exchange.burst("/burst", chat.request(SMALL, true), script);
        new ClosedScenario(run).burst(exchange, BURST_EVENTS);
      }
    }
  }
}
