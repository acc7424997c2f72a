/**
 * From domain records to objects that only policy servers receive: credentials, plans, revocations
 * and language models. Pure functions.
 */
@NullMarked
package dev.sluice.controller.plan.policyserver;

import org.jspecify.annotations.NullMarked;
