package dev.sluice.ctl;

import dev.sluice.common.audit.chain.WriterReport;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be said of all chains.
 *
 * @param unlinked records that are in no chain
 * @param signatures whether they were looked at
 */
record ChainVerdict(List<WriterReport> writers, long unlinked, boolean signatures) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  ChainVerdict {
    writers = List.copyOf(writers);
  }

  boolean whole() {
    return writers.stream().allMatch(writer -> writer.bad().isEmpty());
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    writers.forEach(writer -> lines.add(line(writer)));
    lines.add("%d writers, %d records without a link".formatted(writers.size(), unlinked));
    if (!signatures) {
      lines.add("signatures were not looked at: no --public-key");
    }
    return lines;
  }

  private static String line(WriterReport writer) {
    return writer
        .bad()
        .map(bad ->
            "%s: BROKEN at %d: %s %s"
                .formatted(writer.writer(), bad.seq(), bad.table() + " " + bad.id(), bad.what())
                .replaceAll(" +", " "))
        .orElseGet(() ->
            "%s: whole to %d (%d records, %d checkpoints, the last at %d, %d gaps signed)"
                .formatted(
                    writer.writer(),
                    writer.lastSeq(),
                    writer.records(),
                    writer.checkpoints(),
                    writer.lastCheckpoint(),
                    writer.boundaries()));
  }

  String json() {
    ObjectNode all = JSON.createObjectNode();
    all.put("whole", whole()).put("unlinked", unlinked).put("signatures", signatures);
    ArrayNode list = all.putArray("writers");
    for (WriterReport writer : writers) {
      ObjectNode node =
          list.addObject()
              .put("writer_id", writer.writer().toString())
              .put("records", writer.records())
              .put("last_seq", writer.lastSeq())
              .put("checkpoints", writer.checkpoints())
              .put("last_checkpoint", writer.lastCheckpoint())
              .put("boundaries", writer.boundaries());
      writer
          .bad()
          .ifPresent(bad ->
              node.putObject("bad")
                  .put("table", bad.table())
                  .put("id", bad.id())
                  .put("writer_seq", bad.seq())
                  .put("what", bad.what()));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
