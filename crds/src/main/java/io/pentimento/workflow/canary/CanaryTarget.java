// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import java.util.OptionalInt;

/**
 * The wanted state of the servers with the new model and of the route.
 *
 * @param model digest of the new model
 * @param servers number of servers with the new model; empty for none
 * @param route name of the HTTPRoute
 * @param weight percent that the new model receives; empty to remove it from the backends of the
 *     route
 */
public record CanaryTarget(String model, OptionalInt servers, String route, OptionalInt weight) {}
