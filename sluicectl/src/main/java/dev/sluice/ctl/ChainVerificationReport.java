package dev.sluice.ctl;

import dev.sluice.common.audit.chain.WriterChainReport;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report on the verification of all chains.
 *
 * @param unlinked the number of records that are in no chain
 * @param signaturesChecked true if signatures were checked
 */
record ChainVerificationReport(
    List<WriterChainReport> writers, long unlinked, boolean signaturesChecked) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  ChainVerificationReport {
    writers = List.copyOf(writers);
  }

  boolean isIntact() {
    return writers.stream().allMatch(writer -> writer.defect().isEmpty());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    writers.forEach(writer -> lines.add(line(writer)));
    lines.add("%d writers, %d records without a link".formatted(writers.size(), unlinked));
    if (!signaturesChecked) {
      lines.add("signatures were not looked at: no --public-key");
    }
    return lines;
  }

  private static String line(WriterChainReport writer) {
    return writer
        .defect()
        .map(bad ->
            "%s: BROKEN at %d: %s %s"
                .formatted(
                    writer.writer(), bad.seq(), bad.table() + " " + bad.id(), bad.description())
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
    all.put("whole", isIntact()).put("unlinked", unlinked).put("signatures", signaturesChecked);
    ArrayNode list = all.putArray("writers");
    for (WriterChainReport writer : writers) {
      ObjectNode node =
          list.addObject()
              .put("writer_id", writer.writer().toString())
              .put("records", writer.records())
              .put("last_seq", writer.lastSeq())
              .put("checkpoints", writer.checkpoints())
              .put("last_checkpoint", writer.lastCheckpoint())
              .put("boundaries", writer.boundaries());
      writer
          .defect()
          .ifPresent(bad ->
              node.putObject("bad")
                  .put("table", bad.table())
                  .put("id", bad.id())
                  .put("writer_seq", bad.seq())
                  .put("what", bad.description()));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
