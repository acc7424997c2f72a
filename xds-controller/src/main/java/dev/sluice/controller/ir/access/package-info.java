/**
 * The intermediate representation of access: authentication of a publish, credentials, revocations,
 * plans and tenants.
 */
@NullMarked
package dev.sluice.controller.ir.access;

import org.jspecify.annotations.NullMarked;
