# Functions of FirstCallIT, for the shell in which the commands of docs/first-product.md ran.

# Calls with a new key until the file "stop" exists: 50 on each connection.
KEY=$(customer credentials -d "{\"subscription_id\": \"$SUBSCRIPTION\"}" | jq -r .key)
await 200 -H "X-API-Key: $KEY"
while [ ! -e stop ]; do
  curl -s -o traffic.json -w '%{http_code}\n' --rate 100/s --cacert web-ca.crt -H "X-API-Key: $KEY" \
    --connect-to "$HOST:443:127.0.0.1:$GATEWAY_PORT" "https://$HOST/orders?[1-50]" || echo "curl failed with $?"
done > codes.txt 2>&1 &
TRAFFIC=$!

# A second publish.
first() { provider "$1" | jq '.items[0].id'; }
provider products -d '{"name": "News", "slug": "news", "version": "1", "status": "active"}' -o news.json
NEWS=$(provider product-publishes -d "{\"product_id\": $(jq .id news.json), \"api_services\": [$(first api-services)],
  \"gateway_id\": $(first gateways), \"cluster_id\": \"$CLUSTER\", \"environment\": \"dev\",
  \"auth_mode\": \"none\", \"visibility\": \"public\"}" | jq -r .id)

deploy() { # publish or withdraw
  provider "product-publishes/$NEWS/$1" -X POST -o deployed.json
  provider "product-publishes/$NEWS/deployments?wait=30s" | jq -r '"\(.status) on \(.nodes | map(.node) | sort | join(", "))"'
}

restart_controller() {
  kill %xds-controller
  wait %xds-controller || true
  xds-controller --config xds-controller.yaml &
  ready "$XDS_OPS_PORT/readyz"
}
