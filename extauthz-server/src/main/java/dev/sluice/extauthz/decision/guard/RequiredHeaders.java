package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.Exchange;
import dev.sluice.extauthz.decision.Guard;
import dev.sluice.extauthz.decision.Refusal;
import dev.sluice.extauthz.decision.Refusals;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.HeaderContract.Choice;
import dev.sluice.extauthz.policy.HeaderContract.Required;
import org.jspecify.annotations.Nullable;

/**
 * What a header contract asks of a request before anybody knows who sends it: headers that have to
 * be there, and headers that have to have one of a few values.
 */
public final class RequiredHeaders implements Guard {
  @Override
  public void check(Exchange exchange, Refusals refusals) {
    HeaderContract contract = exchange.contract();
    if (contract == null) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    if (!contract.required().isEmpty() && !contract.exempts(scope)) {
      for (Required required : contract.required()) {
        if (!HeaderValues.isOne(exchange.input().header(required.name()))) {
          refuse(contract, required.name(), ErrorCode.valueOf(required.code()), refusals);
        }
      }
    }
    for (Choice choice : contract.choices()) {
      if (!isChosen(choice, exchange.input().header(choice.name()))) {
        refuse(contract, choice.name(), ErrorCode.BAD_REQUEST, refusals);
      }
    }
  }

  /** Several lines arrive as one, joined by commas, which is none of the values. */
  private static boolean isChosen(Choice choice, @Nullable String value) {
    return value == null || choice.values().contains(value.strip());
  }

  static void refuse(HeaderContract contract, String name, ErrorCode code, Refusals refusals) {
    refusals.add(new Refusal(code, "contract:" + contract.id() + "/" + name, contract.shadow()));
  }
}
