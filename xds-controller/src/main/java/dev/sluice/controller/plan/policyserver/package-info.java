/**
 * Planners of credentials and revocations, and checks of other rows for policy servers, as pure
 * functions. Must not depend on SQL or messages.
 */
@NullMarked
package dev.sluice.controller.plan.policyserver;

import org.jspecify.annotations.NullMarked;
