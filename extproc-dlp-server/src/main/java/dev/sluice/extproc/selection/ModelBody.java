package dev.sluice.extproc.selection;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.extproc.rewriter.Escaping;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A body of a request to a language model, or of its answer, that is in memory. */
public final class ModelBody {
  private static final ByteString QUOTE = ByteString.copyFromUtf8("\"");

  private ModelBody() {}

  /** Returns a request with another name of the model; empty if it is not JSON with one name. */
  public static Optional<ByteString> named(ByteString body, String name) {
    ModelMember member = read(body);
    if (!member.isComplete() || member.count() != 1 || member.end() < 0) {
      return Optional.empty();
    }
    return Optional.of(
        body.substring(0, (int) member.start())
            .concat(value(name))
            .concat(body.substring((int) member.end())));
  }

  /**
   * Returns whether a body is one JSON value in UTF-8.
   *
   * @param complete false if more bytes follow
   */
  public static boolean isJson(ByteString body, boolean complete) {
    ModelMember member = read(body);
    return complete ? member.isComplete() && !isBlank(body) : member.isValid();
  }

  private static boolean isBlank(ByteString body) {
    for (int i = 0; i < body.size(); i++) {
      if (body.byteAt(i) != ' ' && (body.byteAt(i) < '\t' || body.byteAt(i) > '\r')) {
        return false;
      }
    }
    return true;
  }

  /** Returns a name as a JSON string. */
  static ByteString value(String name) {
    byte[] escaped = Escaping.JSON.apply(name.getBytes(StandardCharsets.UTF_8));
    return QUOTE.concat(UnsafeByteOperations.unsafeWrap(escaped)).concat(QUOTE);
  }

  private static ModelMember read(ByteString body) {
    byte[] bytes = body.toByteArray();
    ModelMember member = new ModelMember();
    member.feed(bytes, 0, bytes.length, 0);
    return member;
  }
}
