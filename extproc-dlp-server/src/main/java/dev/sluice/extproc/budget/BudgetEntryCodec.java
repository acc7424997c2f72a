package dev.sluice.extproc.budget;

import dev.sluice.common.settle.CountKeyCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A codec of the keys of amounts. */
public final class BudgetEntryCodec implements CountKeyCodec<BudgetEntry> {
  private static final int MOST_KEYS = 500;

  @Override
  public void write(DataOutput out, BudgetEntry entry) throws IOException {
    BudgetKey key = entry.key();
    out.writeUTF(key.owner());
    out.writeUTF(key.name());
    out.writeUTF(key.call().tenant());
    out.writeUTF(key.call().user());
    out.writeUTF(key.call().credential());
    out.writeUTF(key.call().model());
    out.writeUTF(key.call().route());
    out.writeUTF(key.period().name());
    out.writeInt(key.start());
    out.writeLong(entry.limit());
    out.writeBoolean(entry.money());
  }

  @Override
  public BudgetEntry read(DataInput in) throws IOException {
    String owner = in.readUTF();
    String name = in.readUTF();
    CallKey call =
        new CallKey(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
    BudgetPeriod period = BudgetPeriod.valueOf(in.readUTF());
    BudgetKey key = new BudgetKey(owner, name, call, period, in.readInt());
    return new BudgetEntry(key, in.readLong(), in.readBoolean());
  }

  @Override
  public int mostKeys() {
    return MOST_KEYS;
  }
}
