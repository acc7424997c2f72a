/**
 * Compiled objects that only policy servers receive and that are not part of revisions:
 * credentials, plans, revocations and language models.
 */
@NullMarked
package dev.sluice.controller.compile.policyserver;

import org.jspecify.annotations.NullMarked;
