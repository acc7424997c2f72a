/**
 * Expressions that requests must meet. It must not know where the values of a request come from,
 * nor what a refusal looks like.
 */
@NullMarked
package dev.sluice.extauthz.policy.condition;

import org.jspecify.annotations.NullMarked;
