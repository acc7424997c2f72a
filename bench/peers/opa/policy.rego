package authz

caller := claims if {
	startswith(input.authorization, "Bearer ")
	token := substring(input.authorization, 7, -1)
	[valid, _, claims] := io.jwt.decode_verify(token, data.constraints[input.issuer])
	valid
}
