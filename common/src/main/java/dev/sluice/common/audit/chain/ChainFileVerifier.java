package dev.sluice.common.audit.chain;

import dev.sluice.common.audit.chain.StoredRecord.RecordPlace;
import dev.sluice.common.audit.table.RecordColumnCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A verifier of the chains of all writers in files of JSON lines, in the order of the lines. */
public final class ChainFileVerifier {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String LINK = ",\"writer_id\":\"";
  private static final String LINE_TIME = "\"timestamp\":";
  private static final String TIME = "\"ts_ms\":";

  private final ChainPublicKeys keys;
  private final Map<UUID, List<ChainCheckpoint>> checkpoints;
  private final Map<UUID, WriterChainVerifier> chains = new TreeMap<>(ChainVerifier.WRITERS);
  private long unlinked;

  /** Creates a verifier. Without keys it does not check signatures. */
  public ChainFileVerifier(ChainPublicKeys keys, List<ChainCheckpoint> checkpoints) {
    this.keys = keys;
    this.checkpoints =
        checkpoints.stream()
            .sorted(Comparator.comparingLong(ChainCheckpoint::seq))
            .collect(Collectors.groupingBy(ChainCheckpoint::writer));
    this.checkpoints.keySet().forEach(this::chain);
  }

  /** Continues with a file. Lines that are not records are skipped. */
  public void read(Path file) throws IOException {
    // ISO-8859-1 maps each byte to one character, so that the bytes of a record can be restored.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        read(line, file.getFileName() + ":" + number);
      }
    }
  }

  private void read(String line, String id) {
    int at = line.lastIndexOf(LINK);
    if (at < 0) {
      unlinked += line.contains("\"correlation_id\":") ? 1 : 0;
      return;
    }
    String record = line.substring(0, at) + "}";
    int time = record.indexOf(LINE_TIME);
    if (time >= 0) {
      record = record.substring(0, time) + TIME + record.substring(time + LINE_TIME.length());
    }
    try {
      accept(JSON.readTree("{" + line.substring(at + 1)), record, id);
    } catch (JacksonException | IllegalArgumentException e) {
      // A line without a valid position leaves a gap, which the verifier reports.
    }
  }

  private void accept(JsonNode link, String record, String id) {
    byte[] bytes = record.getBytes(StandardCharsets.ISO_8859_1);
    UUID writer = UUID.fromString(link.path("writer_id").asString());
    Optional<String> problem =
        RecordColumnCheck.tableOf(bytes).isPresent()
            ? Optional.empty()
            : Optional.of("the record belongs to no audit table");
    StoredRecord stored =
        new StoredRecord(
            new RecordPlace("line", id, writer, link.path("writer_seq").longValue()),
            HexFormat.of().parseHex(link.path("prev_hash").asString()),
            HexFormat.of().parseHex(link.path("hash").asString()),
            bytes,
            problem);
    chain(writer).accept(stored);
  }

  private WriterChainVerifier chain(UUID writer) {
    return chains.computeIfAbsent(
        writer,
        whose ->
            new WriterChainVerifier(
                whose,
                keys,
                WriterChainVerifier.of(checkpoints.get(whose)),
                List.<PurgeBoundary>of().iterator()));
  }

  /** Returns the number of records without a link. */
  public long unlinked() {
    return unlinked;
  }

  /** Returns a report for each writer. Nothing can be read afterwards. */
  public List<WriterChainReport> report() {
    return chains.values().stream().map(WriterChainVerifier::report).toList();
  }
}
