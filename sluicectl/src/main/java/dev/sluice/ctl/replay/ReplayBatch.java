package dev.sluice.ctl.replay;

import dev.sluice.extauthz.replay.DecidedRequest;
import dev.sluice.extauthz.replay.DecisionRecordReader;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A part of the records, which one thread reads and decides. */
record ReplayBatch(List<String> lines, int mostSamples) {
  private static final JsonMapper JSON = JsonMapper.shared();

  ReplayBatch {
    lines = List.copyOf(lines);
  }

  ReplayCounts run(RecordJudge judge) {
    ReplayCounts counts = new ReplayCounts(mostSamples);
    for (String line : lines) {
      decide(line, judge, counts);
    }
    return counts;
  }

  private static void decide(String line, RecordJudge judge, ReplayCounts counts) {
    try {
      JsonNode row = JSON.readTree(line);
      if (!row.has("decision") || !row.has("rule")) {
        counts.addOther();
        return;
      }
      Optional<DecidedRequest> request = DecisionRecordReader.read(row);
      if (request.isEmpty()) {
        counts.addOlder();
      } else {
        judge
            .judge(request.get(), row)
            .ifPresentOrElse(result -> counts.add(request.get(), result), counts::addOther);
      }
    } catch (JacksonException | IllegalArgumentException e) {
      counts.addUnreadable();
    }
  }
}
