package dev.sluice.extauthz.quota;

import dev.sluice.common.settle.CountKeyCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A codec of the keys of quotas. */
public final class QuotaKeyCodec implements CountKeyCodec<QuotaKey> {
  @Override
  public void write(DataOutput out, QuotaKey key) throws IOException {
    out.writeUTF(key.subscription());
    out.writeUTF(key.credential());
    out.writeInt(key.epochDay());
  }

  @Override
  public QuotaKey read(DataInput in) throws IOException {
    return new QuotaKey(in.readUTF(), in.readUTF(), in.readInt());
  }
}
