package dev.sluice.controller.server.state;

import com.google.protobuf.ByteString;
import dev.sluice.common.file.HashedFile;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.object.SavedObject;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.ResourceType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with the last good state, for a start while the database is unreachable. A background
 * thread writes it, and of several waiting states only the newest.
 */
public final class StateFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StateFile.class);
  private static final int FORMAT = 3;
  private final HashedFile file;
  private final AtomicReference<Optional<PersistedState>> waiting =
      new AtomicReference<>(Optional.empty());
  private volatile Duration lastWriteDuration = Duration.ZERO;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("xds-state").daemon(true).factory());

  public StateFile(Path directory) {
    file = new HashedFile(directory.resolve("resources.state"));
  }

  /** A saved state: all objects at one time, and the agents that could connect. */
  public record PersistedState(Instant at, List<SavedObject> objects, List<Agent> agents) {
    public PersistedState {
      objects = List.copyOf(objects);
      agents = List.copyOf(agents);
    }
  }

  /** Returns the state that was served last; empty when the file is missing or invalid. */
  public Optional<PersistedState> read() {
    try {
      Optional<byte[]> content = file.read();
      return content.isEmpty() ? Optional.empty() : decode(content.get());
    } catch (IOException e) {
      log.warn("state file {} is not usable: {}", file.path(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the time that writing the last state took. */
  Duration lastWriteDuration() {
    return lastWriteDuration;
  }

  /** Writes a state in the background. */
  void save(PersistedState state) {
    if (waiting.getAndSet(Optional.of(state)).isEmpty()) {
      writer.execute(this::writeNewest);
    }
  }

  private void writeNewest() {
    PersistedState newest = waiting.getAndSet(Optional.empty()).orElseThrow();
    long begin = System.nanoTime();
    try {
      file.write(encode(newest));
    } catch (IOException e) {
      log.warn("state file {} not written: {}", file.path(), e.getMessage());
    }
    lastWriteDuration = Duration.ofNanos(System.nanoTime() - begin);
  }

  private static byte[] encode(PersistedState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeLong(state.at().toEpochMilli());
      out.writeInt(state.objects().size());
      for (SavedObject object : state.objects()) {
        encode(object, out);
      }
      out.writeInt(state.agents().size());
      for (Agent agent : state.agents()) {
        encode(agent, out);
      }
    }
    return bytes.toByteArray();
  }

  private static void encode(Agent agent, DataOutputStream out) throws IOException {
    out.writeUTF(agent.id());
    out.writeUTF(agent.cluster());
    out.writeUTF(agent.nodeId());
    out.writeUTF(agent.kind());
    out.writeBoolean(agent.revoked());
  }

  private static void encode(SavedObject saved, DataOutputStream out) throws IOException {
    ServedObject object = saved.served();
    out.writeUTF(object.cluster());
    out.writeUTF(object.object());
    encode(object.gateways(), out);
    encode(object.dependencies(), out);
    encode(saved.rejection(), out);
    // Private keys are never copied into the state; they are read from their own files again.
    List<EncodedResource> resources =
        object.resources().stream()
            .filter(resource -> resource.type() != ResourceType.SECRET)
            .toList();
    out.writeInt(resources.size());
    for (EncodedResource resource : resources) {
      out.writeUTF(resource.type().shortName());
      out.writeUTF(resource.name());
      ByteString content = resource.message().getResource().getValue();
      out.writeInt(content.size());
      content.writeTo(out);
    }
  }

  private static void encode(Set<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static Optional<PersistedState> decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != FORMAT) {
        return Optional.empty();
      }
      Instant at = Instant.ofEpochMilli(in.readLong());
      List<SavedObject> objects = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        objects.add(object(in));
      }
      List<Agent> agents = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        agents.add(
            new Agent(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readBoolean()));
      }
      return Optional.of(new PersistedState(at, objects, agents));
    }
  }

  private static SavedObject object(DataInputStream in) throws IOException {
    String cluster = in.readUTF();
    String object = in.readUTF();
    Set<String> gateways = texts(in);
    Set<String> needs = texts(in);
    Optional<ResourceRejection> refusal = refusal(cluster, object, in);
    return new SavedObject(
        new ServedObject(cluster, object, gateways, resources(in), needs), refusal);
  }

  private static void encode(Optional<ResourceRejection> refusal, DataOutputStream out)
      throws IOException {
    out.writeBoolean(refusal.isPresent());
    if (refusal.isPresent()) {
      ResourceRejection some = refusal.get();
      for (String text :
          List.of(
              some.node(), some.type().shortName(), some.name(), some.version(), some.reason())) {
        out.writeUTF(text);
      }
      out.writeLong(some.at().toEpochMilli());
    }
  }

  private static Optional<ResourceRejection> refusal(
      String cluster, String object, DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    String node = in.readUTF();
    Optional<ResourceType> type = ResourceType.byShortName(in.readUTF());
    String name = in.readUTF();
    String version = in.readUTF();
    String why = in.readUTF();
    Instant at = Instant.ofEpochMilli(in.readLong());
    return type.map(
        known -> new ResourceRejection(cluster, node, object, known, name, version, why, at));
  }

  private static Set<String> texts(DataInputStream in) throws IOException {
    Set<String> texts = new LinkedHashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static List<EncodedResource> resources(DataInputStream in) throws IOException {
    List<EncodedResource> resources = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Optional<ResourceType> type = ResourceType.byShortName(in.readUTF());
      String name = in.readUTF();
      ByteString content = ByteString.copyFrom(in.readNBytes(in.readInt()));
      type.ifPresent(known -> resources.add(EncodedResource.of(known, name, content)));
    }
    return resources;
  }

  /** Waits until the last state is written. */
  @Override
  public void close() {
    writer.close();
  }
}
