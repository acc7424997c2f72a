package dev.sluice.ctl.replay;

import dev.sluice.extauthz.replay.DecidedRequest;
import dev.sluice.extauthz.replay.ReplayResult;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A judge of recorded decisions. It is for one thread. */
@FunctionalInterface
public interface RecordJudge {
  /** Returns another verdict about a request; empty if the request is not counted. */
  Optional<ReplayResult> judge(DecidedRequest request, JsonNode record);
}
