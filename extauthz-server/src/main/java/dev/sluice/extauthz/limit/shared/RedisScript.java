package dev.sluice.extauthz.limit.shared;

import dev.sluice.common.redis.RedisConnection;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Lua script of one key. It is sent by its digest, and whole where Redis does not know it. */
final class RedisScript {
  private final String text;
  private final String digest;

  private RedisScript(String text) {
    this.text = text;
    this.digest = Base16.digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a script on the class path. */
  static RedisScript of(String name) {
    try (InputStream in = RedisScript.class.getResourceAsStream("/redis/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no script " + name);
      }
      return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompletionStage<Long> run(
      RedisScriptingAsyncCommands<String, String> redis, String key, String... values) {
    String[] keys = {key};
    CompletionStage<Long> known = redis.evalsha(digest, ScriptOutputType.INTEGER, keys, values);
    return known.exceptionallyCompose(thrown -> {
      return RedisConnection.causeOf(thrown) instanceof RedisNoScriptException
          ? redis.eval(text, ScriptOutputType.INTEGER, keys, values)
          : CompletableFuture.failedStage(thrown);
    });
  }
}
