import { prisma } from "../db/client.js";

export async function welcome(id: string) {
  const patient = await prisma.patient.findUniqueOrThrow({ where: { id } });
  if (!patient.email) {
    throw new Error(`No e-mail address for ${patient.firstName} ${patient.lastName}`);
  }
  console.log(`Welcome mail to ${patient.email}`);
  return fetch(`https://mail.example/welcome?to=${patient.email}`, { method: "POST" });
}

export async function invite(clinicId: string, request: Request) {
  const { email, password } = await request.json();
  return prisma.user.create({ data: { clinicId, email, passwordHash: password } });
}
