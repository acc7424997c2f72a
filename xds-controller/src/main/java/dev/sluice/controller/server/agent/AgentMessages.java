package dev.sluice.controller.server.agent;

import dev.sluice.agent.v1.DeployAction;
import dev.sluice.agent.v1.DeployCommand;
import dev.sluice.agent.v1.DeployResult;
import dev.sluice.agent.v1.DeployStatus;
import dev.sluice.agent.v1.DeploymentInForce;
import dev.sluice.agent.v1.Heartbeat;
import dev.sluice.agent.v1.ServerMessage;
import dev.sluice.controller.store.agent.AgentCommandRepository;
import dev.sluice.controller.store.agent.AgentCommandRepository.CommandResult;
import dev.sluice.controller.store.agent.AgentStreamRepository.StreamCommand;
import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A reader and writer of the messages of agents; it rejects values that are out of bounds. */
final class AgentMessages {
  private static final int SCHEMA_VERSION = 1;
  private static final int MOST_RESOURCES = 1_000;
  private static final int LONGEST_RESOURCE = 300;
  private static final int LONGEST_ERROR = 4_000;
  private static final int MOST_HASHES = 20_000;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private AgentMessages() {}

  static ServerMessage command(StreamCommand command) {
    return ServerMessage.newBuilder()
        .setCommand(
            DeployCommand.newBuilder()
                .setCommandId(command.id().toString())
                .setProductPublishId(command.publish().toString())
                .setAction(
                    command.deploy()
                        ? DeployAction.DEPLOY_ACTION_DEPLOY
                        : DeployAction.DEPLOY_ACTION_WITHDRAW)
                .setRevision(command.revision().orElse(0L))
                .setDesiredHash(command.hash())
                .setSchemaVersion(SCHEMA_VERSION))
        .build();
  }

  static CommandResult result(DeployResult result) {
    List<String> resources = result.getAppliedResourcesList();
    boolean fits =
        resources.size() <= MOST_RESOURCES
            && resources.stream().allMatch(name -> name.length() <= LONGEST_RESOURCE);
    require(fits, "applied_resources must have at most 1000 names of 300 characters");
    require(result.getError().length() <= LONGEST_ERROR, "error must have at most 4000 characters");
    DeployStatus status = result.getStatus();
    boolean applied = status == DeployStatus.DEPLOY_STATUS_APPLIED;
    require(applied || status == DeployStatus.DEPLOY_STATUS_FAILED, "status must be set");
    return new CommandResult(
        id("command_id", result.getCommandId()),
        applied,
        Optional.of(result.getAppliedHash())
            .filter(text -> !text.isEmpty())
            .map(AgentMessages::hash),
        Optional.of(JsonMapper.shared().writeValueAsString(List.copyOf(resources))),
        Optional.of(result.getError()).filter(text -> !text.isEmpty()));
  }

  static Map<UUID, byte[]> hashes(Heartbeat heartbeat) {
    List<DeploymentInForce> deployments = heartbeat.getDeploymentsList();
    require(deployments.size() <= MOST_HASHES, "deployments must have at most 20000 entries");
    Map<UUID, byte[]> hashes = new HashMap<>();
    deployments.forEach(one ->
        hashes.put(id("product_publish_id", one.getProductPublishId()), hash(one.getHash())));
    return hashes;
  }

  static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw invalid(field + " must be a UUID");
    }
  }

  private static byte[] hash(String text) {
    require(HASH.matcher(text).matches(), "a hash must be SHA-256 in lower-case hexadecimal");
    return AgentCommandRepository.hash(text);
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw invalid(rule);
    }
  }

  private static RuntimeException invalid(String rule) {
    return Status.INVALID_ARGUMENT.withDescription(rule).asRuntimeException();
  }
}
