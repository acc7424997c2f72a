package dev.sluice.controller.server;

import com.google.protobuf.ByteString;
import dev.sluice.common.file.HashedFile;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.resources.ServedGateway;
import dev.sluice.controller.xds.ResourceType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good state on disk, for a start while the database is away. It is written in the
 * background; of several states that wait, only the newest.
 */
final class StateFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StateFile.class);
  private static final int FORMAT = 1;
  private final HashedFile file;
  private final AtomicReference<Optional<State>> waiting = new AtomicReference<>(Optional.empty());
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("xds-state").daemon(true).factory());

  StateFile(Path directory) {
    file = new HashedFile(directory.resolve("resources.state"));
  }

  /** All gateways as they were at one time. */
  record State(Instant at, List<ServedGateway> gateways) {
    State {
      gateways = List.copyOf(gateways);
    }
  }

  /** What was served last; empty when there is nothing that can be trusted. */
  Optional<State> read() {
    try {
      Optional<byte[]> content = file.read();
      return content.isEmpty() ? Optional.empty() : decode(content.get());
    } catch (IOException e) {
      log.warn("state file {} is not usable: {}", file.path(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Writes a state soon. */
  void save(State state) {
    if (waiting.getAndSet(Optional.of(state)).isEmpty()) {
      writer.execute(this::writeNewest);
    }
  }

  private void writeNewest() {
    State newest = waiting.getAndSet(Optional.empty()).orElseThrow();
    try {
      file.write(encode(newest));
    } catch (IOException e) {
      log.warn("state file {} not written: {}", file.path(), e.getMessage());
    }
  }

  private static byte[] encode(State state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeLong(state.at().toEpochMilli());
      out.writeInt(state.gateways().size());
      for (ServedGateway gateway : state.gateways()) {
        out.writeUTF(gateway.cluster());
        out.writeUTF(gateway.gateway());
        out.writeInt(gateway.resources().size());
        for (EncodedResource resource : gateway.resources()) {
          out.writeUTF(resource.type().url());
          out.writeUTF(resource.name());
          ByteString content = resource.message().getResource().getValue();
          out.writeInt(content.size());
          content.writeTo(out);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static Optional<State> decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != FORMAT) {
        return Optional.empty();
      }
      Instant at = Instant.ofEpochMilli(in.readLong());
      List<ServedGateway> gateways = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        gateways.add(new ServedGateway(in.readUTF(), in.readUTF(), resources(in)));
      }
      return Optional.of(new State(at, gateways));
    }
  }

  private static List<EncodedResource> resources(DataInputStream in) throws IOException {
    List<EncodedResource> resources = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Optional<ResourceType> type = ResourceType.of(in.readUTF());
      String name = in.readUTF();
      ByteString content = ByteString.copyFrom(in.readNBytes(in.readInt()));
      type.ifPresent(known -> resources.add(EncodedResource.of(known, name, content)));
    }
    return resources;
  }

  /** Waits for the state that is still to be written. */
  @Override
  public void close() {
    writer.close();
  }
}
