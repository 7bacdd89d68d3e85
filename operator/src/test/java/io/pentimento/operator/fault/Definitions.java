// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import java.util.ArrayList;
import java.util.List;

/** The custom resource definitions that the mock API server has. */
public final class Definitions {
  private static final String GROUP_VERSION = "pentimento.io/v1alpha1";
  private volatile boolean hasServices = true;

  static boolean isDiscovery(String path) {
    return path.equals("/apis/" + GROUP_VERSION);
  }

  /** Without RestorationService, as in a cluster with an older installation. */
  public void removeServices() {
    hasServices = false;
  }

  public void addServices() {
    hasServices = true;
  }

  MockResponse answer() {
    List<APIResource> kinds = new ArrayList<>();
    kinds.add(kind("adaptationjobs", "AdaptationJob"));
    if (hasServices) {
      kinds.add(kind("restorationservices", "RestorationService"));
    }
    return new MockResponse()
        .setResponseCode(200)
        .addHeader("Content-Type", "application/json")
        .setBody(
            Serialization.asJson(
                new APIResourceListBuilder()
                    .withGroupVersion(GROUP_VERSION)
                    .withResources(kinds)
                    .build()));
  }

  private static APIResource kind(String plural, String kind) {
    return new APIResourceBuilder().withName(plural).withKind(kind).withNamespaced(true).build();
  }
}
