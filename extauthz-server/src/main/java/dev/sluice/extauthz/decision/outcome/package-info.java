/** Says what was decided, and from what. It must not know how decisions are made. */
@NullMarked
package dev.sluice.extauthz.decision.outcome;

import org.jspecify.annotations.NullMarked;
