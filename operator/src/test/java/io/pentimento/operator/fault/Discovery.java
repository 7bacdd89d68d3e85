// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import io.fabric8.mockwebserver.http.MockResponse;

/** Answers of the discovery API: the resources of each API group. */
final class Discovery {
  static final String GATEWAY_API = "/apis/gateway.networking.k8s.io/v1";

  private static final int NOT_FOUND = 404;

  private Discovery() {}

  static MockResponse gatewayApi(boolean exists) {
    return exists
        ? new MockResponse()
            .setResponseCode(200)
            .addHeader("Content-Type", "application/json")
            .setBody(
                """
                {"kind": "APIResourceList", "apiVersion": "v1",
                 "groupVersion": "gateway.networking.k8s.io/v1",
                 "resources": [{"name": "httproutes", "singularName": "httproute",
                   "namespaced": true, "kind": "HTTPRoute", "verbs": ["get", "patch"]}]}
                """)
        : new MockResponse().setResponseCode(NOT_FOUND);
  }
}
