/**
 * Where an exchange takes place, and how policies name such places: routes, tenants, environments.
 * It must not know what a policy does there.
 */
@NullMarked
package dev.sluice.common.scope;

import org.jspecify.annotations.NullMarked;
