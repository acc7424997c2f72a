/**
 * The intermediate representation of access: authentication of a publish, credentials, revocations
 * and tenants. Must not depend on tables, Envoy or JSON.
 */
@NullMarked
package dev.sluice.controller.ir.access;

import org.jspecify.annotations.NullMarked;
