/**
 * Compiled CEL expressions over the variables of a request. It must not know where the values come
 * from, or any rule.
 */
@NullMarked
package dev.sluice.extauthz.policy.condition;

import org.jspecify.annotations.NullMarked;
