// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.observe.CacheTransforms;

/** Reduces watched services to the fields that the cache keeps. */
final class ServiceCache {
  private ServiceCache() {}

  /** The SDK creates it by its class. */
  public static final class Store extends TransformingItemStore<RestorationService> {
    public Store() {
      super(CacheTransforms::prune);
    }
  }
}
