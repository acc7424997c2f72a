package dev.sluice.controller.compile.policyserver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.sluice.common.config.HostPort;
import dev.sluice.config.v1.Credential;
import dev.sluice.config.v1.LlmModel;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Revocation;
import dev.sluice.controller.compile.CompileResult;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.testkit.GoldenFiles;
import dev.sluice.controller.testkit.RecordYaml;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.XdsYaml;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsResource;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class PolicyServerObjectsTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:30:00Z");
  private static final Map<ResourceType, Message> TYPES =
      Map.of(
          ResourceType.REVOCATION, Revocation.getDefaultInstance(),
          ResourceType.PLAN, Plan.getDefaultInstance(),
          ResourceType.CREDENTIAL, Credential.getDefaultInstance(),
          ResourceType.LLM_MODEL, LlmModel.getDefaultInstance());

  @TestFactory
  Stream<DynamicTest> compile_goldenCases() {
    return GoldenFiles.cases(
        "own", "in.yaml", "out.yaml", in -> compiled(RecordYaml.readEntities(in)));
  }

  private static String compiled(List<DomainEntity> rows) {
    GatewayTranslator translator =
        new GatewayTranslator(
            new TranslatorConfig(
                List.of(new HostPort("127.0.0.1", 1)),
                List.of(new HostPort("127.0.0.1", 2)),
                "127.0.0.1",
                0,
                ""));
    CompileResult compiled =
        new IncrementalCompiler(translator, SecretSource.NONE, "example.com")
            .apply(new DomainChange.FullSnapshot(rows), NOW);
    Map<String, Object> places = new LinkedHashMap<>();
    List<ServedObject> own =
        compiled.objects().stream()
            .filter(object ->
                object.resources().stream().anyMatch(some -> TYPES.containsKey(some.type())))
            .sorted(Comparator.comparing(ServedObject::object))
            .toList();
    own.forEach(object -> places.put(object.cluster() + " " + object.object(), sorted(object)));
    return RecordYaml.writeTree(Map.of("places", places))
        + "---\n"
        + XdsYaml.write(
            own.stream()
                .flatMap(o -> o.resources().stream())
                .map(PolicyServerObjectsTest::xds)
                .toList())
        + "---\n"
        + RecordYaml.write(compiled.findings().appeared());
  }

  private static List<String> sorted(ServedObject object) {
    return object.gateways().stream().sorted().toList();
  }

  private static XdsResource xds(EncodedResource resource) {
    try {
      Message message =
          TYPES
              .getOrDefault(resource.type(), Plan.getDefaultInstance())
              .getParserForType()
              .parseFrom(resource.message().getResource().getValue());
      return new XdsResource(resource.type(), resource.name(), message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
