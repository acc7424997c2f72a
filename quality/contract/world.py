"""The rows that a run of one role starts from: a provider, a customer, and a user with the role, all made through the API."""

import requests

ROLES = {
    "org-admin": "org",
    "gateway-owner": "gateway",
    "api-developer": "org",
    "business-manager": "org",
    "customer-admin": "customer",
    "api-consumer": "customer",
    "auditor": "org",
    # The last one, because it may change the tenants of the others.
    "system-admin": "system",
}


class World:
    """The tenants of one role."""

    def __init__(self, settings, role):
        self.api = settings["api"]
        self.issuer = settings["issuer"]
        self.tokens = settings["tokens"]
        self.role = role
        self.provider = "p-" + role
        self.customer = "c-" + role
        self.tenant = self.customer if ROLES[role] == "customer" else self.provider
        self.token = self.tokens["fuzz-" + role]
        # Rows that the run depends on.
        self.kept = set()
        self.ids = {}

    def post(self, subject, tenant, path, body=None):
        """Makes a resource and returns it."""
        headers = {"Authorization": "Bearer " + self.tokens[subject]}
        if tenant:
            headers["X-Tenant-Slug"] = tenant
        answer = requests.post(self.api + path, json=body, headers=headers, timeout=30)
        if answer.status_code not in (200, 201):
            raise SystemExit(f"POST {path}: {answer.status_code} {answer.text}")
        return answer.json()

    def user(self, subject, role, scope, tenant_id, scope_id=None):
        """Makes a user with one role."""
        user = self.post("root", "", "/v1/operator/users", {"issuer": self.issuer, "subject": subject})["id"]
        binding = {"user_id": user, "role": role, "scope": scope}
        if tenant_id:
            binding["tenant_id"] = tenant_id
        if scope_id:
            binding["scope_id"] = scope_id
        self.kept.add(user)
        self.kept.add(self.post("root", "", "/v1/operator/role-bindings", binding)["id"])

    def make(self):
        """Makes all rows."""
        tenants = {}
        for slug, kind in ((self.provider, "provider"), (self.customer, "customer")):
            body = {"slug": slug, "name": slug, "kind": kind}
            tenants[slug] = self.post("root", "", "/v1/operator/tenants", body)["id"]
            self.kept.add(tenants[slug])
        self.user("ada-" + self.role, "org-admin", "org", tenants[self.provider])
        self.user("carl-" + self.role, "customer-admin", "customer", tenants[self.customer])
        self.offer()
        self.use()
        scope = ROLES[self.role]
        self.user(
            "fuzz-" + self.role,
            self.role,
            scope,
            None if scope == "system" else tenants[self.tenant],
            self.ids["gateway_id"] if scope == "gateway" else None,
        )
        return self

    def offer(self):
        """Makes a cluster, a service, a gateway, a product, a plan and a publish."""
        cluster = {"name": "e-" + self.role, "region": "eu", "cloud_provider": "on-premise", "status": "active"}
        self.ids["cluster_id"] = self.post("root", "", "/v1/operator/clusters", cluster)["id"]
        self.post("root", "", "/v1/operator/clusters/%s/registration-tokens" % self.ids["cluster_id"])
        service = self.provided("api-services", {"name": "orders"})
        self.ids["api_service_id"] = service
        backend = self.provided(f"api-services/{service}/backends", {"name": "one"})
        self.ids["backend_id"] = backend
        self.provided(f"backends/{backend}/endpoints", {"host": "127.0.0.1", "port": 8080})
        self.provided(f"api-services/{service}/versions", {"label": "v1"})
        route = {"name": "all", "path_kind": "prefix", "path": "/", "backends": [{"backend_id": backend}]}
        self.ids["route_id"] = self.provided(f"api-services/{service}/routes", route)
        gateway = {"name": "public", "listeners": [{"name": "http", "port": 8080, "protocol": "HTTP"}]}
        self.ids["gateway_id"] = self.provided("gateways", gateway)
        product = {"name": "Orders", "slug": "orders", "version": "1", "status": "active"}
        self.ids["product_id"] = self.provided("products", product)
        plan = {"product_id": self.ids["product_id"], "name": "free", "tier": "free", "per_minute": 100, "burst": 10}
        self.ids["plan_id"] = self.provided("plans", plan)
        publish = {
            "product_id": self.ids["product_id"],
            "api_services": [service],
            "gateway_id": self.ids["gateway_id"],
            "cluster_id": self.ids["cluster_id"],
            "auth_mode": "apikey",
            "visibility": "public",
        }
        self.provided("product-publishes", publish | {"environment": "staging", "hostname": f"test-{self.role}.example.com"})
        published = self.provided(
            "product-publishes", publish | {"environment": "dev", "hostname": f"dev-{self.role}.example.com"}
        )
        self.post("ada-" + self.role, self.provider, f"/v1/provider/product-publishes/{published}/publish")
        self.ids["publish_id"] = published

    def provided(self, path, body):
        """Makes a resource of the provider and returns its id."""
        return self.post("ada-" + self.role, self.provider, "/v1/provider/" + path, body)["id"]

    def use(self):
        """Makes an application, subscriptions and keys."""
        app = self.used("client-apps", {"name": "shop"})
        self.ids["client_app_id"] = app
        body = {"publish_id": self.ids["publish_id"], "plan_id": self.ids["plan_id"]}
        self.ids["subscription_id"] = self.used("subscriptions", body)
        for _ in range(3):
            self.used("credentials", {"subscription_id": self.ids["subscription_id"]})

    def used(self, path, body):
        """Makes a resource of the customer and returns its id."""
        return self.post("carl-" + self.role, self.customer, "/v1/customer/" + path, body)["id"]
